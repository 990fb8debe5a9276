package import SyncCore

extension Hub {
    /// The most live certificates of one office: a machine has one, and two while it renews.
    static let certificatesOfOffice = 16

    /// Takes an office in, or another machine of an office that is in already: whoever shows the
    /// code until then gets a certificate. A code that waited for the office is worth nothing then.
    ///
    /// - Parameters:
    ///   - name: such as `CSS Bobigny`; 1 to 80 printable characters.
    ///   - codeDigest: SHA-256 of the code's secret.
    ///   - expiry: seconds since 1970.
    package func enrol(
        _ name: String, codeDigest: [UInt8], until expiry: Int64, by admin: String
    ) throws -> OfficeNumber {
        guard Self.isName(name) else { throw HubRefusal.officeName }
        return try storage.write { writer in
            let today = surroundings.today()
            let office =
                try writer.office(named: name)
                ?? writer.enrol(name, secretDigest: nil, on: today)
            try writer.expect(
                WaitingCode(office: office, digest: codeDigest, expiresAt: expiry, key: nil))
            try writer.note(Act(.enrol, by: admin, on: today, about: String(office.value)))
            return office
        }
    }

    /// Takes a code and gives the certificate of a key for it, once: the same key may ask again
    /// while the code lasts, and gets the same, for an answer may be lost.
    ///
    /// - Parameters:
    ///   - key: SHA-256 of the public key that the office proved to hold.
    ///   - now: seconds since 1970.
    ///   - issue: makes the certificate of the office.
    package func redeem(
        codeDigest: [UInt8], key: [UInt8], at now: Int64,
        issue: (OfficeNumber) -> OfficeCertificate
    ) throws -> Redemption {
        try storage.write { writer in
            guard var code = try writer.waitingCode(ofDigest: codeDigest),
                Self.isSame(code.digest, codeDigest)
            else { return .codeUnknown }
            guard now < code.expiresAt else { return .codeSpent }
            if let taken = code.key {
                guard Self.isSame(taken, key), let held = try writer.certificate(ofKey: key),
                    held.office == code.office, !held.isRevoked
                else { return .codeSpent }
                return .issued(held.der)
            }
            guard try writer.certificate(ofKey: key) == nil else { return .keyKnown }
            let certificate = issue(code.office)
            code.key = key
            try writer.expect(code)
            try writer.readmit(code.office)
            try writer.admit(certificate, at: now)
            return .issued(certificate.der)
        }
    }

    /// Gives an office that proved who it is the certificate of a new key. Its others stay good for
    /// as long as they last: whichever of the two the office keeps, it can go on.
    package func renew(
        _ office: OfficeNumber, key: [UInt8], at now: Int64,
        issue: (OfficeNumber) -> OfficeCertificate
    ) throws -> Redemption {
        try storage.write { writer in
            // It was in when it began to ask; it may have been shut out since.
            guard try !writer.isShutOut(office) else { return .shutOut }
            if let held = try writer.certificate(ofKey: key) {
                return held.office == office && held.isGood(at: now)
                    ? .issued(held.der) : .keyKnown
            }
            let live = try writer.certificates().filter {
                $0.office == office && $0.isGood(at: now)
            }
            guard live.count < Self.certificatesOfOffice else { return .tooMany }
            let certificate = issue(office)
            try writer.admit(certificate, at: now)
            return .issued(certificate.der)
        }
    }

    /// The office that a key's certificate is of; `nil` when it is unknown, expired or revoked.
    ///
    /// - Parameters:
    ///   - key: SHA-256 of the public key.
    ///   - now: seconds since 1970.
    package func office(ofKey key: [UInt8], at now: Int64) throws -> OfficeNumber? {
        guard let held = try storage.read({ try $0.certificate(ofKey: key) }),
            Self.isSame(held.key, key), held.isGood(at: now)
        else { return nil }
        return held.office
    }

    /// Shuts an office out at once, also from requests under way: certificates, code and secret. Its records
    /// stay, and `enrol` lets it in again with a new code.
    package func revoke(_ office: OfficeNumber, by admin: String) throws {
        try storage.write { writer in
            let today = surroundings.today()
            guard try writer.offices().contains(where: { $0.number == office }) else {
                throw HubRefusal.officeUnknown
            }
            try writer.revoke(office, on: today)
            try writer.note(Act(.revoke, by: admin, on: today, about: String(office.value)))
        }
    }

    /// How each office stands at the door.
    package func admissions(at now: Int64) throws -> [OfficeNumber: OfficeAdmission] {
        try storage.read { reader in
            let certificates = Dictionary(grouping: try reader.certificates(), by: \.office)
            let codes = Dictionary(
                uniqueKeysWithValues: try reader.waitingCodes().map { ($0.office, $0) })
            return Dictionary(
                uniqueKeysWithValues: try reader.offices().map { office in
                    let code = codes[office.number]
                    let good = certificates[office.number, default: []].filter {
                        $0.isGood(at: now)
                    }
                    return (
                        office.number,
                        OfficeAdmission(
                            revoked: office.revoked,
                            certificateUntil: good.map(\.expiresAt).max(),
                            codeUntil: code.flatMap { $0.isGood(at: now) ? $0.expiresAt : nil })
                    )
                })
        }
    }

    /// Compares every byte, whichever differs first.
    static func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
