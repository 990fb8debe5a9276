import SyncCore

/// What people do at the offices and at the hub.
extension World {
    mutating func edit(_ index: Int) {
        let office = posts[index].office
        let law = office.law
        let isNew = office.rows.isEmpty || chance(climate.newRecords)
        let old = isNew ? nil : pick(office.rows.keys.sorted())
        guard let type = old.map({ office.rows[$0]!.state.type }) ?? pick(law.types),
            let register = pick(law.registers[type] ?? [])
        else { return }
        let id = old ?? RecordID(using: &generator)
        let state = office.rows[id]?.state.unpacked()[register.name] ?? FieldState()
        if case .concurrent = state.reading(register.merge) {
            // Deciding takes having been shown.
            posts[index].shown.append(
                .init(id: id, type: type, name: register.name, state: state))
            happened { "\($0.name(of: index)): somebody looks at the conflict of \(register.name)" }
            return
        }
        let value = register.value(using: &generator)
        write(value, at: index, on: id, register.name, type: type, shown: state)
    }

    /// Decides on what was shown a while ago.
    mutating func decide(_ index: Int) {
        guard !posts[index].shown.isEmpty, chance(60) else { return look(index) }
        let shown = posts[index].shown.remove(at: generator.below(posts[index].shown.count))
        let law = posts[index].office.law
        guard posts[index].office.rows[shown.id] != nil,
            let register = law.register(shown.name, of: shown.type)
        else { return }
        let chosen = pick(shown.state.versions)?.value ?? .withdrawn
        let value = chance(50) ? chosen : register.value(using: &generator)
        guard law.allows(value, in: shown.name, of: shown.type) else { return }
        write(
            value, at: index, on: shown.id, shown.name, type: shown.type, shown: shown.state)
    }

    private mutating func look(_ index: Int) {
        let office = posts[index].office
        guard let id = pick(office.rows.keys.sorted()) else { return }
        let state = office.rows[id]!.state.unpacked()
        guard let name = pick(state.fields.keys.sorted()) else { return }
        posts[index].shown.append(
            .init(id: id, type: state.type, name: name, state: state[name]))
        happened { "\($0.name(of: index)): somebody looks at \(name) of \($0.books.name(of: id))" }
    }

    private mutating func write(
        _ value: Value, at index: Int, on id: RecordID, _ name: FieldName, type: Code,
        shown: FieldState
    ) {
        let dot = posts[index].office.write(
            value, on: id, name, type: type, shown: shown, using: &generator)
        guard let dot else { return }
        books.note(dot, value, at: .init(record: id, field: name), of: type, shown: shown)
        happened { world in
            """
            \(world.name(of: index)) writes \(name) = \(value.words) of \(world.books.name(of: id)), \
            \(shown.words)
            """
        }
    }

    /// A program that is wrong, or somebody hostile, writes what the charter doesn't let leave.
    mutating func writeAgainstTheCharter(_ index: Int) {
        let law = posts[index].office.law
        let rows = posts[index].office.rows
        guard let id = pick(rows.keys.sorted()), let row = rows[id],
            let register = pick(law.registers[row.state.type] ?? [])
        else { return }
        let value = Value.number(-1)
        let shown = row.state.unpacked()[register.name]
        guard !law.allows(value, in: register.name, of: row.state.type) else { return }
        write(value, at: index, on: id, register.name, type: row.state.type, shown: shown)
    }

    mutating func erase(_ index: Int) {
        if chance(climate.isHubForgetful ? 80 : 50) {
            guard let id = pick(hub.records.keys.sorted()) else { return }
            hub.erase(id, climate.habits, using: &generator)
            books.noteErasure(of: id)
            happened { "the hub erases \($0.books.name(of: id))" }
        } else {
            guard let id = pick(posts[index].office.rows.keys.sorted()) else { return }
            posts[index].office.erase(id)
            books.noteErasure(of: id)
            happened { "\($0.name(of: index)) erases \($0.books.name(of: id))" }
        }
    }

    // MARK: At the hub

    mutating func share() {
        guard let id = pick(hub.records.keys.sorted()) else { return }
        let office = OfficeNumber(Int64(1 + generator.below(climate.offices)))
        hub.share(id, with: office, climate.habits, using: &generator)
        happened { "the hub shares \($0.books.name(of: id)) with office \(office.value)" }
    }

    /// The commission writes what both sides edit, or settles a conflict that it was shown.
    mutating func decideAtHub() {
        if !shownAtHub.isEmpty, chance(50) { return resolveAtHub() }
        guard let law = hub.law, let id = pick(hub.records.keys.sorted()) else { return }
        let state = hub.records[id]!.unpacked()
        let registers = (law.registers[state.type] ?? []).filter(\.isForBothSides)
        guard let register = pick(registers) else { return }
        let field = state[register.name]
        let isOpen = if case .concurrent = field.reading(register.merge) { true } else { false }
        if isOpen || chance(20) {
            shownAtHub.append(
                .init(id: id, type: state.type, name: register.name, state: field))
            happened { "the hub's admin looks at \(register.name) of \($0.books.name(of: id))" }
            return
        }
        writeAtHub(
            register.value(using: &generator), on: id, register.name, type: state.type,
            shown: field)
    }

    private mutating func resolveAtHub() {
        let shown = shownAtHub.remove(at: generator.below(shownAtHub.count))
        guard let packed = hub.records[shown.id],
            let register = hub.law?.register(shown.name, of: shown.type), register.isForBothSides
        else { return }
        // As the admin's page has it: shown as a token, and found again in what is there now.
        let now = packed.unpacked()[shown.name]
        guard let token = ShownToken(ShownToken(of: shown.state).description),
            token.seen(in: now) == shown.state.seen
        else { return }
        writeAtHub(
            register.value(using: &generator), on: shown.id, shown.name, type: shown.type,
            shown: shown.state)
    }

    private mutating func writeAtHub(
        _ value: Value, on id: RecordID, _ name: FieldName, type: Code, shown: FieldState
    ) {
        let dot = hub.write(
            value, on: id, name, past: shown.seen, climate.habits, using: &generator)
        books.note(dot, value, at: .init(record: id, field: name), of: type, shown: shown)
        happened {
            "the hub writes \(name) = \(value.words) of \($0.books.name(of: id)), \(shown.words)"
        }
    }
}

extension Value {
    var words: String {
        switch self {
        case .withdrawn: "withdrawn"
        case .flag(let flag): flag ? "yes" : "no"
        case .number(let number): "\(number)"
        case .code(let code): code.text
        }
    }
}

extension FieldState {
    fileprivate var words: String {
        versions.isEmpty
            ? "having been shown nothing"
            : "having been shown \(versions.map(\.value.words).joined(separator: " and "))"
    }
}
