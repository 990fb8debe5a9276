internal import Charter
internal import GRDB
internal import StoreFile
package import SyncCore

/// The store's part in a sync: it says what is dirty, and carries out what `OfficeExchange` decides.
extension SummaryStore {
    /// What the next request starts from. O(rows offered).
    ///
    /// `sendingAt` (seconds since 1970) says that it is about to be sent: the journal of disclosures
    /// then has it before the network does. Without it nothing is written.
    package func outbox(sendingAt: Int64? = nil) throws -> OfficeOutbox {
        guard let sendingAt else { return try read { try self.outbox($0, sendingAt: nil) } }
        return try write { try self.outbox($0, sendingAt: sendingAt) }
    }

    /// What waits after a record of an outbox, in the same order and under the same bounds: for a
    /// request that is about to be sent while the one before waits for its answer.
    package func outbox(
        after record: RecordID, sendingAt: Int64
    ) throws -> (offers: [OfficeOutbox.Offer], isFull: Bool) {
        try write { db in
            guard let key = try self.key(of: record, db) else { return ([], false) }
            return try self.offers(db, after: key, sendingAt: sendingAt)
        }
    }

    /// Notes that a sync came to its end, in seconds since 1970, and that erasures which the hub
    /// confirmed since the last one were confirmed by then. O(erased records).
    package func noteSync(at seconds: Int64) throws {
        try write { db in
            let note = try RawStatement(
                db,
                """
                UPDATE erased SET confirmed_at = ?
                WHERE stamp IS NOT NULL AND sent_at IS NOT NULL AND confirmed_at IS NULL
                """)
            note.bind(seconds, at: 1)
            try note.run()
            try Self.set(.lastSync, to: String(seconds), db)
        }
    }

    private func outbox(_ db: Database, sendingAt: Int64?) throws -> OfficeOutbox {
        let (offers, isFull) = try offers(db, sendingAt: sendingAt)
        return OfficeOutbox(
            position: try position(db), offers: offers,
            erasures: try erasures(db, sendingAt: sendingAt), isFull: isFull,
            referenceBitCount: try References(in: db).bitCount)
    }

    private func offers(
        _ db: Database, after key: Int64 = 0, sendingAt: Int64?
    ) throws -> (offers: [OfficeOutbox.Offer], isFull: Bool) {
        let query = try RawStatement(
            db,
            """
            SELECT summary.key, id, state, digest, dirty FROM unsent CROSS JOIN summary USING (key)
            WHERE unsent.key > ? AND quarantined = 0 ORDER BY unsent.key LIMIT ?
            """)
        query.bind(key, at: 1)
        query.bind(Int64(ExchangeLimits.offers), at: 2)
        defer { query.reset() }
        var offers: [OfficeOutbox.Offer] = []
        var disclosed: [(key: Int64, fields: [UInt8])] = []
        var (reader, sizeBytes) = (RecordReader(), 0)
        let references = try References(in: db)
        while sizeBytes < ExchangeLimits.pageBytes, try query.step() {
            let (dirty, stored) = (DirtyFields(stored: query.text(4)), query.bytes(2))
            let (id, state) = (try id(query.bytes(1)), try packed(stored, &reader))
            let isWhole = try dirty == .all || !references.isAlone(id)
            let fields = isWhole ? state : dirty.part(of: state)
            offers.append(
                .init(
                    id: id, expected: StateDigest(bits: UInt64(bitPattern: query.int64(3))),
                    fields: fields, isWhole: isWhole))
            sizeBytes += fields.byteCount
            if sendingAt != nil {
                disclosed.append((query.int64(0), isWhole ? stored : fields.bytes))
            }
        }
        if let sendingAt { try disclose(disclosed, at: sendingAt, db) }
        let isFull =
            offers.count == ExchangeLimits.offers || sizeBytes >= ExchangeLimits.pageBytes
        return (offers, isFull)
    }

    private func erasures(_ db: Database, sendingAt: Int64?) throws -> [RecordID] {
        let query = try RawStatement(
            db, "SELECT id FROM erased WHERE stamp IS NULL ORDER BY id LIMIT ?")
        query.bind(Int64(ExchangeLimits.erasures), at: 1)
        var erasures: [RecordID] = []
        while try query.step() { erasures.append(try id(query.bytes(0))) }
        guard let sendingAt else { return erasures }
        let mark = try RawStatement(
            db, "UPDATE erased SET sent_at = ? WHERE id = ? AND sent_at IS NULL")
        for id in erasures {
            mark.bind(sendingAt, at: 1)
            mark.bind(id.bytes, at: 2)
            try mark.run()
        }
        return erasures
    }

    /// Applies an answer: decides with the rows as they are now, and writes rows, cursor and head in
    /// the same transaction. Nothing changes when the office would ask otherwise by now: the reaction
    /// is to ask again. Throws without any change when the answer can't be right, or brings what
    /// the charter doesn't let be held.
    package func receive(
        _ answer: ExchangeAnswer, by exchange: inout OfficeExchange
    ) throws -> OfficeReaction {
        var next = exchange
        let reaction = try write { db in
            let standing = OfficeStanding(
                charterDigest: try self.currentLaw(db).inForce.digest(self.sha256),
                position: try self.position(db))
            var reception = Reception(of: self, db)
            let rows = try reception.find(next.reads(for: answer))
            let reaction = try next.receive(answer, rows: rows, at: standing)
            if !reaction.directives.isEmpty { try self.checkCharter(answer) }
            try reception.carryOut(reaction.directives)
            return reaction
        }
        exchange = next
        if case .charter = answer {
            try readLaw()
            exchange.work(under: charter.digest(sha256))
        }
        return reaction
    }

    /// What is here already is of no account: what somebody else put here against the charter waits
    /// in quarantine, and the rest goes on.
    private func checkCharter(_ answer: ExchangeAnswer) throws {
        guard case .page(let page) = answer else { return }
        var checker = schema.checker()
        func check(_ state: PackedRecord) throws {
            guard let finding = checker.check(state).first else { return }
            throw SummaryRefusal.outsideCharter(
                type: finding.type, field: finding.field, rule: finding.rule.rawValue)
        }
        for case .state(let state) in page.outcomes { try check(state) }
        for row in page.feed { if let state = row.state { try check(state) } }
    }

    /// Carries out what is not about records that were sent or came.
    func carryOut(_ directive: OfficeDirective, _ db: Database) throws {
        switch directive {
        case .settle, .store: break  // `Reception` does these by the thousand
        case .offerWhole(let id):
            let offer = try RawStatement(
                db,
                """
                INSERT INTO unsent SELECT key, '*' FROM identifier WHERE id = ?
                ON CONFLICT DO UPDATE SET dirty = '*'
                """)
            offer.bind(id.bytes, at: 1)
            try offer.run()
        case .forget(let id, let stamp):
            try drop(id, db)
            let forget = try RawStatement(
                db,
                "INSERT INTO erased (id, stamp) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET stamp = ?2"
            )
            forget.bind(id.bytes, at: 1)
            forget.bind(Int64(stamp), at: 2)
            try forget.run()
        case .quarantine(let id, let field, let rule):
            try quarantine(id, field: field, rule: rule, db)
        case .adopt(let text):
            try adopt(text, db)
        case .advance(let head, let cursor, let complete):
            var position = try position(db)
            position.advance(head: head, cursor: cursor, complete: complete)
            try store(position, db)
        case .goBack(let checkpoint):
            var position = try position(db)
            position.goBack(to: checkpoint)
            try store(position, db)
            try Stamps(in: db).goBack(to: Int64(checkpoint.seq))
            let erasures = try RawStatement(
                db, "UPDATE erased SET stamp = NULL, confirmed_at = NULL WHERE stamp > ?")
            erasures.bind(Int64(checkpoint.seq), at: 1)
            try erasures.run()
        }
    }

    // MARK: Position

    func position(_ db: Database) throws -> OfficePosition {
        let query = try RawStatement(db, "SELECT head_seq, head_tag, cursor FROM position")
        defer { query.reset() }
        guard try query.step() else { throw StoreError(.corrupt, path: path) }
        let head = Checkpoint(
            seq: UInt64(bitPattern: query.int64(0)), tag: UInt64(bitPattern: query.int64(1)))
        let list = try RawStatement(db, "SELECT seq, tag FROM checkpoint")
        var checkpoints: [Checkpoint] = []
        while try list.step() {
            checkpoints.append(
                Checkpoint(
                    seq: UInt64(bitPattern: list.int64(0)),
                    tag: UInt64(bitPattern: list.int64(1))))
        }
        return OfficePosition(
            head: head, cursor: UInt64(bitPattern: query.int64(2)),
            history: CheckpointHistory(stored: checkpoints))
    }

    func store(_ position: OfficePosition, _ db: Database) throws {
        let update = try RawStatement(
            db, "UPDATE position SET head_seq = ?, head_tag = ?, cursor = ?")
        update.bind(Int64(position.head.seq), at: 1)
        update.bind(Int64(bitPattern: position.head.tag), at: 2)
        update.bind(Int64(position.cursor), at: 3)
        try update.run()
        try RawStatement(db, "DELETE FROM checkpoint").run()
        let insert = try RawStatement(db, "INSERT INTO checkpoint VALUES (?, ?)")
        for checkpoint in position.history.checkpoints {
            insert.bind(Int64(checkpoint.seq), at: 1)
            insert.bind(Int64(bitPattern: checkpoint.tag), at: 2)
            try insert.run()
        }
    }

    // MARK: Quarantine

    func quarantine(
        _ id: RecordID, field: String, rule: Code, _ db: Database
    ) throws {
        guard let key = try key(of: id, db) else { return }
        let mark = try RawStatement(db, "UPDATE summary SET quarantined = 1 WHERE key = ?")
        mark.bind(key, at: 1)
        try mark.run()
        let insert = try RawStatement(
            db, "INSERT INTO quarantine VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET rule = ?3")
        insert.bind(key, at: 1)
        insert.bind(field, at: 2)
        insert.bind(rule.text, at: 3)
        try insert.run()
    }

    /// What was refused of the record was edited, or went: it may be offered again, unless the office
    /// itself holds it back.
    func releaseFromQuarantine(_ key: Int64, _ db: Database) throws {
        let forget = try RawStatement(db, "DELETE FROM quarantine WHERE record = ? AND rule <> ?")
        forget.bind(key, at: 1)
        forget.bind(Self.heldRule.text, at: 2)
        try forget.run()
        try releaseUnlessRefused(key, db)
    }

    /// Ends the quarantine of a record that nothing is said against any more.
    func releaseUnlessRefused(_ key: Int64, _ db: Database) throws {
        let release = try RawStatement(
            db,
            """
            UPDATE summary SET quarantined = 0 WHERE key = ? AND quarantined = 1
            AND NOT EXISTS (SELECT 1 FROM quarantine WHERE record = key)
            """)
        release.bind(key, at: 1)
        try release.run()
    }
}

extension DirtyFields {
    /// What of a record's state is to be sent.
    func part(of state: PackedRecord) -> PackedRecord {
        switch self {
        case .all: state
        case .some(let names) where names.isSuperset(of: state.shape.names): state
        case .some(let names): PackedRecord(state.unpacked().restricted(to: names))
        case .none: PackedRecord(RecordState(type: state.type))
        }
    }
}
