package import SyncCore

/// One random history of a hub and its offices: edits, lost messages, backups put back, live copies.
///
/// The world only lets things happen and keeps the books that the judges read; it judges nothing.
/// What may happen, and how often, is the reference model's list.
package struct World {
    package struct Place: Hashable {
        package let record: RecordID
        package let field: FieldName
    }

    package private(set) var hub: MemoryHub
    package private(set) var offices: [MemoryOffice]
    /// Everything ever written, by whom it was named.
    package private(set) var written: [Dot: Place] = [:]
    /// Written, but then no copy was left that held it: nobody could save it.
    package private(set) var excused: Set<Dot> = []
    package private(set) var erased: Set<RecordID> = []
    /// Erased, but then no copy was left that knew.
    package private(set) var unerased: Set<RecordID> = []

    private var generator: SeededGenerator
    private let lossRate: Double
    private let missing: Set<Safeguard>
    private var officeBackups: [OfficeNumber: [MemoryOffice]] = [:]
    private var hubBackups: [MemoryHub] = []
    private var hubActor: ActorID
    private var hubDots: UInt64 = 0
    private var values: Int64 = 0
    private var dotsAt: [Place: [Dot]] = [:]

    private static let names = [OfficeNumber(1), OfficeNumber(2), OfficeNumber(3)]
    private static let fields = ["x", "y", "z"].map { FieldName(text: $0)! }

    package init(seed: UInt64, lossRate: Double = 0.15, without missing: Set<Safeguard> = []) {
        generator = SeededGenerator(seed: seed)
        self.lossRate = lossRate
        self.missing = missing
        hub = MemoryHub(offices: Self.names, without: missing)
        offices = Self.names.map { MemoryOffice(number: $0) }
        hubActor = ActorID(using: &generator)
    }

    /// Lets one thing happen.
    package mutating func step() throws {
        let index = generator.below(offices.count)
        switch generator.fraction() {
        case ..<0.35: edit(index)
        case ..<0.70:
            for _ in 0...generator.below(3) { try sync(index, lossRate: lossRate, pageRows: 3) }
        case ..<0.74: share()
        case ..<0.80: decideAtHub()
        case ..<0.83: eraseAtHub()
        case ..<0.85: erase(index)
        case ..<0.89: officeBackups[offices[index].number, default: []].append(offices[index])
        case ..<0.91: hubBackups.append(hub)
        case ..<0.94: restoreOffice(index)
        case ..<0.96: restoreHub()
        case ..<0.97: copyLive(index)
        case ..<0.99: if !missing.contains(.reusedActor) { offices[index].reopen() }
        default: break
        }
    }

    /// Nothing is lost any more, and all sync until everything has gone round.
    package mutating func settle(rounds: Int = 60) throws {
        for _ in 0..<rounds {
            for index in offices.indices { try sync(index, lossRate: 0, pageRows: 50) }
        }
    }

    // MARK: What can happen

    private mutating func edit(_ index: Int) {
        let isNew = offices[index].rows.isEmpty || generator.fraction() < 0.3
        let id =
            isNew ? RecordID(using: &generator) : pick(offices[index].rows.keys.sorted())!
        let field = pick(Self.fields)!
        values += 1
        let dot = offices[index].write(.number(values), on: id, field, using: &generator)
        if let dot { note(dot, at: Place(record: id, field: field)) }
    }

    private mutating func sync(_ index: Int, lossRate: Double, pageRows: Int) throws {
        var exchange = OfficeExchange(
            charterDigest: [UInt8](repeating: 0, count: 32), sha256: simulatedHash)
        let outbox = offices[index].outbox(limit: pageRows)
        let request = exchange.request(from: outbox).encoded()
        if generator.fraction() < lossRate { return }
        let bytes = try hub.answer(
            request, from: offices[index].number, pageRows: pageRows, using: &generator)
        if generator.fraction() < lossRate { return }
        let answer = try ExchangeAnswer(decoding: bytes)
        let rows = offices[index].find(exchange.reads(for: answer))
        offices[index].carryOut(try exchange.receive(answer, rows: rows).directives)
    }

    private mutating func share() {
        guard let id = pick(hub.records.keys.sorted()) else { return }
        hub.share(id, with: pick(Self.names)!, using: &generator)
    }

    private mutating func decideAtHub() {
        guard let id = pick(hub.records.keys.sorted()) else { return }
        let field = pick(Self.fields)!
        values += 1
        hubDots += 1
        let dot = Dot(actor: hubActor, n: hubDots)
        note(dot, at: Place(record: id, field: field))
        hub.decide(.number(values), on: id, field, dot: dot, using: &generator)
    }

    private mutating func eraseAtHub() {
        guard let id = pick(hub.records.keys.sorted()) else { return }
        hub.erase(id, using: &generator)
        erased.insert(id)
    }

    private mutating func erase(_ index: Int) {
        guard let id = pick(offices[index].rows.keys.sorted()) else { return }
        offices[index].erase(id)
        erased.insert(id)
    }

    private mutating func restoreOffice(_ index: Int) {
        guard var old = pick(officeBackups[offices[index].number] ?? []) else { return }
        if !missing.contains(.reusedActor) { old.reopen() }
        forgetting { $0.offices[index] = old }
    }

    private mutating func restoreHub() {
        guard let old = pick(hubBackups) else { return }
        forgetting { $0.hub = old }
        hubActor = ActorID(using: &generator)
        hubDots = 0
    }

    private mutating func copyLive(_ index: Int) {
        guard offices.count < 5 else { return }
        var twin = offices[index]
        if !missing.contains(.reusedActor) { twin.reopen() }
        offices.append(twin)
    }

    // MARK: The books

    /// Every dot that some copy holds, live or superseded.
    package func held() -> Set<Dot> {
        var held: Set<Dot> = []
        let states = hub.records.map { ($0.key, $0.value) }
        let rows = offices.flatMap { $0.rows.map { ($0.key, $0.value.state) } }
        for (id, packed) in states + rows {
            for (field, state) in packed.unpacked().fields {
                let place = Place(record: id, field: field)
                held.formUnion(state.versions.map(\.dot))
                let past = state.seen
                held.formUnion((dotsAt[place] ?? []).filter { past.covers($0) })
            }
        }
        return held
    }

    private func knownErasures() -> Set<RecordID> {
        offices.reduce(hub.erased) { $0.union($1.erased.keys) }
    }

    private mutating func forgetting(_ change: (inout World) -> Void) {
        let (before, erasedBefore) = (held(), knownErasures())
        change(&self)
        excused.formUnion(before.subtracting(held()))
        unerased.formUnion(erasedBefore.subtracting(knownErasures()))
    }

    private mutating func note(_ dot: Dot, at place: Place) {
        written[dot] = place
        dotsAt[place, default: []].append(dot)
    }

    private mutating func pick<Item>(_ items: [Item]) -> Item? {
        items.isEmpty ? nil : items[generator.below(items.count)]
    }
}
