import SyncCore

extension Charter {
    /// What this charter and a newer one both allow: what an office works under from the moment that
    /// it has the newer one until it accepts it.
    ///
    /// Nothing that the newer one adds is in it, and nothing that it takes away. A change that can't
    /// be told to be narrower counts as both: the old is gone at once, the new waits. Labels, orders
    /// of codes and merge rules are those of the newer one. Both ends of the exchange compute it from
    /// the same texts, so that they know it by the same digest.
    package func narrowed(by newer: Charter) -> Charter {
        let roles = newer.roles.compactMap { role in self.role(role.name)?.narrowed(by: role) }
        return Charter(
            source: newer.source, name: newer.name, version: newer.version,
            narrowedFrom: narrowedFrom ?? version, label: newer.label,
            controller: newer.controller, security: newer.security,
            purposes: purposes.map { newer.purposes.named($0.name) ?? $0 },
            recipients: newer.recipients.filter { recipients.named($0.name) != nil },
            roles: roles, codeLists: newer.codeLists,
            types: types.compactMap { type in
                newer.type(type.name).flatMap { type.narrowed(by: $0, roles: roles) }
            })
    }
}

extension Role {
    /// `nil` when it is for something else.
    fileprivate func narrowed(by newer: Role) -> Role? {
        guard side == newer.side, duty == newer.duty else { return nil }
        return Role(
            name: name, label: newer.label, side: side, reach: min(reach, newer.reach), duty: duty)
    }
}

extension RecordType {
    /// `nil` when nothing of the type is in both.
    fileprivate func narrowed(by newer: RecordType, roles: [Role]) -> RecordType? {
        guard subject == newer.subject else { return nil }
        let both = fields.compactMap { field in
            newer.field(field.name).flatMap { field.narrowed(by: $0, roles: roles) }
        }
        guard !both.isEmpty else { return nil }
        return RecordType(name: name, label: newer.label, subject: subject, fields: both)
    }
}

extension Field {
    /// `nil` when no value fits both.
    fileprivate func narrowed(by newer: Field, roles: [Role]) -> Field? {
        guard let type = type.narrowed(by: newer.type) else { return nil }
        func both(_ old: [Code], _ new: [Code]) -> [Code] {
            old.filter { new.contains($0) && roles.named($0) != nil }
        }
        return Field(
            name: name, label: newer.label, type: type, required: required && newer.required,
            unit: newer.unit, purpose: purpose, readers: both(readers, newer.readers),
            writers: both(writers, newer.writers),
            retention: retention.shortened(by: newer.retention),
            exit: exit.flatMap { old in
                newer.exit.flatMap { old.narrowed(by: $0, of: type) }
            })
    }
}

extension Field.Exit {
    /// `nil` when nothing leaves of both, or what leaves of the newer isn't clearly less.
    fileprivate func narrowed(by newer: Field.Exit, of type: FieldType) -> Field.Exit? {
        let recipients = recipients.filter(newer.recipients.contains)
        guard name == newer.name, !recipients.isEmpty,
            let rule = rule.narrowed(by: newer.rule, of: type)
        else { return nil }
        return Field.Exit(rule: rule, name: name, recipients: recipients, merge: newer.merge)
    }
}

extension Retention {
    /// The shorter one; this one when they count from different events.
    fileprivate func shortened(by newer: Retention) -> Retention {
        event == newer.event && newer.approximateHours < approximateHours ? newer : self
    }

    /// Enough to compare: a month has 730 hours, a year twelve months.
    private var approximateHours: Int {
        switch unit {
        case .days: count * 24
        case .months: count * 730
        case .years: count * 12 * 730
        }
    }
}

extension FieldType {
    /// The values that both types have; `nil` when there are none, or they are of two kinds.
    fileprivate func narrowed(by newer: FieldType) -> FieldType? {
        switch (self, newer) {
        case (.text(let old), .text(let new)): .text(maximum: min(old, new))
        case (.note(let old), .note(let new)): .note(maximum: min(old, new))
        case (.name(let old), .name(let new)): .name(maximum: min(old, new))
        case (.identifier(let old), .identifier(let new)): .identifier(maximum: min(old, new))
        case (.date, .date), (.birthDate, .birthDate), (.flag, .flag), (.commune, .commune): self
        case (.integer(let old), .integer(let new)):
            old.overlaps(new) ? .integer(old.clamped(to: new)) : nil
        case (.code(let old), .code(let new)): old.narrowed(by: new).map(FieldType.code)
        case (.codes(let old), .codes(let new)): old.narrowed(by: new).map(FieldType.codes)
        default: nil
        }
    }
}

extension CodeList {
    /// The codes of both, in the newer order; `nil` when there is none.
    func narrowed(by newer: CodeList) -> CodeList? {
        let codes = newer.codes.filter { contains($0.name) }
        return codes.isEmpty ? nil : CodeList(name: newer.name, label: newer.label, codes: codes)
    }
}
