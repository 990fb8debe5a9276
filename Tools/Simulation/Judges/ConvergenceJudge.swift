import Charter
import SyncCore

/// Every office holds what the hub has for it, as far as the office's charter goes: both have the
/// same digest over the office's part. A record in quarantine waits for somebody, and is left out, and
/// so is one that a charter took away whole.
enum ConvergenceJudge: Judge {
    static func objection(to world: World) -> Objection? {
        for (index, post) in world.posts.enumerated() {
            let office = post.office
            let waiting = Set(office.rows.filter { !$0.value.quarantine.isEmpty }.keys)
            let here = office.rows.compactMapValues { row in
                row.isTakenAway || office.law.registers[row.state.type] == nil ? nil : row.state
            }
            var projection = SchemaProjection(onto: office.law.schema)
            var there: [RecordID: PackedRecord] = [:]
            for (id, state) in world.hub.records
            where world.hub.audience[id]?.contains(office.number) == true {
                there[id] = projection.project(state)
            }
            guard digest(here, without: waiting) != digest(there, without: waiting) else {
                continue
            }
            let ids = Set(here.keys).union(there.keys).subtracting(waiting)
            let differing = ids.filter { here[$0] != there[$0] }
            let first = differing.sorted().first!
            let words = """
                \(world.name(of: index)) and the hub differ in \(differing.count) records; of \
                \(world.books.name(of: first)) here is \(words(here[first])), there \
                \(words(there[first]))
                """
            return Objection(fault: .diverged, words: words)
        }
        return nil
    }

    private static func words(_ state: PackedRecord?) -> String {
        guard let state else { return "nothing" }
        let values = state.contents.map { "\($0.name) = \($0.value.words)" }
        return values.joined(separator: ", ")
    }

    private static func digest(
        _ part: [RecordID: PackedRecord], without waiting: Set<RecordID>
    ) -> [UInt8] {
        var digest = PartDigest(sha256: simulatedHash)
        for (id, state) in part.sorted(by: { $0.key < $1.key }) where !waiting.contains(id) {
            digest.add(id, packed: state.bytes)
        }
        return digest.bytes
    }
}
