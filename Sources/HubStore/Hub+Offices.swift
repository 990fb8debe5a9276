package import SyncCore

extension Hub {
    /// Every office, by number.
    package func offices() throws -> [Office] {
        try storage.read { try $0.offices() }
    }

    /// How much each office's part of the hub holds. O(offices + erased records).
    package func parts() throws -> [OfficeNumber: OfficePart] {
        try storage.read { try $0.parts() }
    }

    /// Takes an office in.
    ///
    /// - Parameters:
    ///   - name: such as `CSS Bobigny`; 1 to 80 printable characters, new.
    ///   - secretDigest: SHA-256 of the secret that the office will show.
    package func enrol(
        _ name: String, secretDigest: [UInt8], by admin: String
    ) throws -> OfficeNumber {
        guard Self.isName(name) else { throw HubRefusal.officeName }
        return try storage.write { writer in
            let today = surroundings.today()
            let office = try writer.enrol(name, secretDigest: secretDigest, on: today)
            try writer.note(
                Act(.enrol, by: admin, on: today, about: String(office.value)))
            return office
        }
    }

    static func isName(_ name: String) -> Bool {
        let printable = name.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
                .unassigned:
                false
            default: true
            }
        }
        return printable && (1...80).contains(name.count)
            && name.first?.isWhitespace == false && name.last?.isWhitespace == false
    }

    /// The office that a secret belongs to, given the secret's SHA-256; `nil` when there is none.
    package func office(ofSecretDigest digest: [UInt8]) throws -> OfficeNumber? {
        guard let found = try storage.read({ try $0.office(ofSecretDigest: digest) }),
            Self.isSame(found.digest, digest)
        else { return nil }
        return found.office
    }

    /// Lists a record in an office's feed and makes the office part of its audience. Sharing it
    /// again changes nothing.
    package func share(_ id: RecordID, with office: OfficeNumber, by admin: String) throws {
        try writing { _, writer in
            let row = try Self.row(of: id, in: writer)
            guard try writer.offices().contains(where: { $0.number == office }) else {
                throw HubRefusal.officeUnknown
            }
            if row.audience.contains(office) { return }
            try writer.put([], listing: [office: [id]])
            try writer.note(
                Act(
                    .share, by: admin, on: surroundings.today(), record: id,
                    about: String(office.value)))
        }
    }
}
