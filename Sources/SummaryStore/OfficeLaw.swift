internal import Charter
internal import GRDB
internal import StoreFile
internal import SyncCore

/// The charters of an office: the one that it accepted, and what holds since newer ones came.
struct OfficeLaw: Sendable {
    /// Which row is the newest, and which the newest that was accepted.
    let newestNumber: Int64
    let acceptedNumber: Int64
    let accepted: Charter
    /// The newest that came, accepted or not.
    let newest: Charter
    /// What the accepted one and all after it allow.
    let inForce: Charter

    init(in db: Database, path: String) throws {
        // Those before the accepted one are history.
        let rows = try RawStatement(
            db,
            """
            SELECT number, source, accepted FROM charter WHERE number >=
                (SELECT max(number) FROM charter WHERE accepted = 1) ORDER BY number
            """)
        var law: OfficeLaw?
        while try rows.step() {
            let (number, isAccepted) = (rows.int64(0), rows.int64(2) == 1)
            let charter = try Charter.parse(rows.text(1), file: path)
            if isAccepted {
                law = OfficeLaw(accepting: charter, number)
            } else {
                law = law?.narrowed(by: charter, number)
            }
        }
        guard let law else { throw StoreError(.corrupt, path: path) }
        self = law
    }

    private init(accepting charter: Charter, _ number: Int64) {
        newestNumber = number
        acceptedNumber = number
        accepted = charter
        newest = charter
        inForce = charter
    }

    private init(_ law: OfficeLaw, narrowedBy charter: Charter, _ number: Int64) {
        newestNumber = number
        acceptedNumber = law.acceptedNumber
        accepted = law.accepted
        newest = charter
        inForce = law.inForce.narrowed(by: charter)
    }

    /// With a newer charter that isn't accepted.
    func narrowed(by charter: Charter, _ number: Int64) -> OfficeLaw {
        OfficeLaw(self, narrowedBy: charter, number)
    }

    /// Whether the store has these very charters.
    func isCurrent(in db: Database) throws -> Bool {
        let query = try RawStatement(
            db,
            "SELECT max(number), (SELECT max(number) FROM charter WHERE accepted = 1) FROM charter")
        defer { query.reset() }
        return try query.step() && query.int64(0) == newestNumber
            && query.int64(1) == acceptedNumber
    }
}
