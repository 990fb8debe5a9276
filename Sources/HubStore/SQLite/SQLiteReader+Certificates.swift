import GRDB
import StoreFile
import SyncCore

extension SQLiteReader {
    func office(named name: String) throws -> OfficeNumber? {
        let found = try RawStatement(db, "SELECT number FROM office WHERE name = ?")
        found.bind(name, at: 1)
        defer { found.reset() }
        return try found.step() ? OfficeNumber(found.int64(0)) : nil
    }

    func isShutOut(_ office: OfficeNumber) throws -> Bool {
        let found = try RawStatement(db, "SELECT revoked FROM office WHERE number = ?")
        found.bind(office.value, at: 1)
        defer { found.reset() }
        return try found.step() && !found.isNull(0)
    }

    func held(by office: OfficeNumber) throws -> Int {
        let found = try RawStatement(db, "SELECT held FROM office WHERE number = ?")
        found.bind(office.value, at: 1)
        defer { found.reset() }
        return try found.step() ? Int(found.int64(0)) : 0
    }

    func waitingCode(ofDigest digest: [UInt8]) throws -> WaitingCode? {
        let found = try RawStatement(
            db,
            """
            SELECT office, code_sha256, expires_at, key_sha256 FROM enrolment
            WHERE code_sha256 = ?
            """)
        found.bind(digest, at: 1)
        defer { found.reset() }
        return try found.step() ? Self.code(in: found) : nil
    }

    func waitingCodes() throws -> [WaitingCode] {
        let rows = try RawStatement(
            db, "SELECT office, code_sha256, expires_at, key_sha256 FROM enrolment")
        var codes: [WaitingCode] = []
        while try rows.step() { codes.append(Self.code(in: rows)) }
        return codes
    }

    private static func code(in row: RawStatement) -> WaitingCode {
        WaitingCode(
            office: OfficeNumber(row.int64(0)), digest: row.bytes(1), expiresAt: row.int64(2),
            key: row.isNull(3) ? nil : row.bytes(3))
    }

    func certificate(ofKey key: [UInt8]) throws -> OfficeCertificate? {
        let found = try RawStatement(
            db,
            """
            SELECT key_sha256, office, der, expires_at, revoked FROM certificate
            WHERE key_sha256 = ?
            """)
        found.bind(key, at: 1)
        defer { found.reset() }
        return try found.step() ? Self.certificate(in: found) : nil
    }

    func certificates() throws -> [OfficeCertificate] {
        let rows = try RawStatement(
            db, "SELECT key_sha256, office, der, expires_at, revoked FROM certificate")
        var certificates: [OfficeCertificate] = []
        while try rows.step() { certificates.append(Self.certificate(in: rows)) }
        return certificates
    }

    private static func certificate(in row: RawStatement) -> OfficeCertificate {
        OfficeCertificate(
            key: row.bytes(0), office: OfficeNumber(row.int64(1)), der: row.bytes(2),
            expiresAt: row.int64(3), isRevoked: row.int64(4) != 0)
    }
}
