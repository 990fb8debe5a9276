import GRDB
import StoreFile
import SyncCore

/// Records with their readable rows and their places in the feeds.
extension SQLiteWriter {
    func put(
        _ states: [(id: RecordID, state: PackedRecord)], listing changed: [OfficeNumber: [RecordID]]
    ) throws {
        // A record's row holds its numbers, so that they come first and it is written once.
        let numbered = try number(changed)
        for (id, state) in states { try put(state, at: id) }
        var moved: [Number: [Int64]] = [:]
        for (number, ids) in numbered {
            var (keys, new): ([Int64], Int64) = ([], 0)
            keys.reserveCapacity(ids.count)
            for id in ids {
                let index = try place(of: id)
                let key = places.values[index].key
                guard key != Place.absent else { throw HubRefusal.recordUnknown }
                keys.append(key)
                try writeAudience(at: index)
                if let old = places.values[index].left.removeValue(forKey: number.office) {
                    moved[Number(office: number.office, seq: old), default: []].append(key)
                } else {
                    new += 1
                }
            }
            try feeds.add(keys, for: number.office, at: number.seq)
            try count(new, for: number.office)
        }
        for (number, keys) in moved { try feeds.remove(keys, of: number.office, at: number.seq) }
    }

    /// One number of an office's channel.
    private struct Number: Hashable {
        let office: OfficeNumber
        let seq: Int64
    }

    /// Gives each office its next numbers, and each record its new audience, in memory.
    private func number(
        _ changed: [OfficeNumber: [RecordID]]
    ) throws -> [(number: Number, ids: ArraySlice<RecordID>)] {
        var numbered: [(number: Number, ids: ArraySlice<RecordID>)] = []
        for (office, ids) in changed.sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: ids.count, by: ExchangeLimits.rowsPerNumber) {
                let end = min(start + ExchangeLimits.rowsPerNumber, ids.count)
                let number = Number(office: office, seq: try nextNumber(of: office))
                for id in ids[start..<end] {
                    places.values[try place(of: id)].list(for: office, at: number.seq)
                }
                numbered.append((number, ids[start..<end]))
            }
        }
        return numbered
    }

    /// Takes the channel's next number and gives it a tag.
    private func nextNumber(of office: OfficeNumber) throws -> Int64 {
        let update = try RawStatement(
            db, "UPDATE office SET seq = seq + 1 WHERE number = ? RETURNING seq")
        update.bind(office.value, at: 1)
        guard try update.step() else { throw HubRefusal.officeUnknown }
        let seq = update.int64(0)
        update.reset()
        let tag = try RawStatement(db, "INSERT INTO tag (office, seq, tag) VALUES (?, ?, ?)")
        tag.bind(office.value, at: 1)
        tag.bind(seq, at: 2)
        tag.bind(Int64(bitPattern: random()), at: 3)
        try tag.run()
        return seq
    }

    private func put(_ state: PackedRecord, at id: RecordID) throws {
        let index = try place(of: id)
        var key = places.values[index].key
        let audience = places.values[index].audience.text
        if key != Place.absent {
            update.bind(state.bytes, at: 1)
            update.bind(audience, at: 2)
            update.bind(key, at: 3)
            try update.run()
        } else {
            insertion.bind(id, at: 1)
            insertion.bind(state.type.text, at: 2)
            insertion.bind(state.bytes, at: 3)
            insertion.bind(audience, at: 4)
            try insertion.run()
            key = db.lastInsertedRowID
            try identifiers.add(id, at: key)
        }
        places.values[index].isWritten(under: key)
        try rows.put(state, key: key)
    }

    /// Writes a record's audience, if it changed and its state wasn't written since.
    private func writeAudience(at index: Places.Index) throws {
        guard places.values[index].owesAudience else { return }
        let key = places.values[index].key
        let update = try RawStatement(db, "UPDATE record SET audience = ? WHERE key = ?")
        update.bind(places.values[index].audience.text, at: 1)
        update.bind(key, at: 2)
        try update.run()
        places.values[index].isWritten(under: key)
    }

    /// Counts records that came into an office's part, or went out of it.
    private func count(_ records: Int64, for office: OfficeNumber) throws {
        guard records != 0 else { return }
        let update = try RawStatement(
            db, "UPDATE office SET held = held + ? WHERE number = ?")
        update.bind(records, at: 1)
        update.bind(office.value, at: 2)
        try update.run()
    }

    func erase(_ id: RecordID) throws {
        hasErased = true
        let index = try place(of: id)
        let key = places.values[index].key
        guard key != Place.absent else {
            let insertion = try RawStatement(db, "INSERT INTO record (id) VALUES (?)")
            insertion.bind(id, at: 1)
            try insertion.run()
            let key = db.lastInsertedRowID
            try identifiers.add(id, at: key)
            places.values[index].isWritten(under: key)
            return
        }
        let held = try RawStatement(db, "SELECT type FROM record WHERE key = ?")
        held.bind(key, at: 1)
        defer { held.reset() }
        guard try held.step(), let type = Code(held.text(0)) else { return }
        try rows.delete(key, type: type)
        let update = try RawStatement(
            db, "UPDATE record SET type = NULL, state = NULL WHERE key = ?")
        update.bind(key, at: 1)
        try update.run()
    }

    /// Drops a record without a trace: from its row, and from each feed.
    func forget(_ id: RecordID) throws {
        let place = places.values[try place(of: id)]
        for listing in place.audience.listings {
            try feeds.remove([place.key], of: listing.office, at: listing.seq)
            try count(-1, for: listing.office)
        }
        let deletion = try RawStatement(db, "DELETE FROM record WHERE key = ?")
        deletion.bind(place.key, at: 1)
        try deletion.run()
        places[id] = Place()
    }
}
