import GRDB
import StoreFile
import SyncCore

extension SQLiteWriter {
    func expect(_ code: WaitingCode) throws {
        let insertion = try RawStatement(
            db,
            """
            INSERT OR REPLACE INTO enrolment (office, code_sha256, expires_at, key_sha256)
            VALUES (?, ?, ?, ?)
            """)
        insertion.bind(code.office.value, at: 1)
        insertion.bind(code.digest, at: 2)
        insertion.bind(code.expiresAt, at: 3)
        insertion.bind(code.key, at: 4)
        try insertion.run()
    }

    func admit(_ certificate: OfficeCertificate, at now: Int64) throws {
        try db.execute(
            sql: "DELETE FROM certificate WHERE office = ? AND expires_at <= ?",
            arguments: [certificate.office.value, now])
        let insertion = try RawStatement(
            db,
            "INSERT INTO certificate (key_sha256, office, der, expires_at) VALUES (?, ?, ?, ?)")
        insertion.bind(certificate.key, at: 1)
        insertion.bind(certificate.office.value, at: 2)
        insertion.bind(certificate.der, at: 3)
        insertion.bind(certificate.expiresAt, at: 4)
        try insertion.run()
    }

    func readmit(_ office: OfficeNumber) throws {
        try db.execute(
            sql: "UPDATE office SET revoked = NULL WHERE number = ?", arguments: [office.value])
    }

    func revoke(_ office: OfficeNumber, on day: String) throws {
        for sql in [
            "UPDATE certificate SET revoked = 1 WHERE office = ?",
            "DELETE FROM enrolment WHERE office = ?",
            "UPDATE office SET secret_sha256 = NULL WHERE number = ?",
        ] { try db.execute(sql: sql, arguments: [office.value]) }
        try db.execute(
            sql: "UPDATE office SET revoked = ? WHERE number = ?", arguments: [day, office.value])
    }
}
