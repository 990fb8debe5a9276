import Charter
import Simulation
import SyncCore

/// A hub takes whatever decodes as a request, and answers with what an office can read.
enum RequestTarget {
    private static let offices = [OfficeNumber(1), OfficeNumber(2)]

    static func run(_ bytes: [UInt8]) throws {
        guard let request = try? ExchangeRequest(decoding: bytes) else { return }
        try promise(request.encoded() == bytes, "a request has one encoding")
        try decide(request)
        try answer(bytes, request)
    }

    /// A hub that holds something else under the same identifiers, with room for all of it or for one
    /// record, and projects to its charter.
    private static func decide(_ request: ExchangeRequest) throws {
        let states = (0..<request.offerCount).map(request.fields(ofOffer:))
        var ids = request.wholes.map(\.id)
        var references: [RecordReference: RecordID] = [:]
        for part in request.parts {
            let id = part.reference.identifiers.lowerBound
            references[part.reference] = id
            ids.append(id)
        }
        var projection = SchemaProjection(onto: FuzzCharter.small.summarySchema)
        let exchange = HubExchange(request, from: offices[0], sha256: simulatedHash)
        for (limitBytes, project) in [
            (Int.max, { $0 }), (.max, { projection.project($0) }), (1, { $0 }),
        ] as [(Int, Projection)] {
            var found = HubFound(
                references: references, erased: Set(request.erasures.prefix(1)),
                known: [request.checkpoints.last ?? .zero], limitBytes: limitBytes)
            for (id, state) in zip(ids, states.dropFirst() + states.prefix(1)) {
                found.take(id, audience: [offices[1]]) { state }
            }
            let decision = exchange.decide(found, held: project)
            // Of a hub that went back an office hears nothing but how far.
            try promise(
                decision.rewind != nil || decision.outcomes.count == request.offerCount,
                "each offer has its outcome")
            for write in decision.writes {
                try RecordTarget.check(write.state)
                try promise(!found.unread.contains(write.id), "what wasn't read isn't written over")
            }
            let listed = decision.notify.values.map { Set($0).count == $0.count }
            try promise(listed.allSatisfy(\.self), "a feed lists a record once")
        }
    }

    /// A hub in memory, which is told the same twice.
    private static func answer(_ bytes: [UInt8], _ request: ExchangeRequest) throws {
        var hub = MemoryHub(offices: offices, without: [])
        var chance = SeededGenerator(seed: 1)
        for office in offices {
            let answer = try hub.answer(bytes, from: office, pageRows: 3, using: &chance)
            try checkReadable(answer)
        }
        let before = hub.records
        try checkReadable(try hub.answer(bytes, from: offices[0], pageRows: 3, using: &chance))
        try promise(hub.records == before, "a request that is repeated changes nothing")
        try promise(
            hub.erased.isSuperset(of: request.erasures), "what an office erased is erased")
        try promise(
            hub.erased.isDisjoint(with: hub.records.keys), "nothing erased is held")
        for state in hub.records.values { try RecordTarget.check(state) }
    }

    private static func checkReadable(_ bytes: [UInt8]) throws {
        guard let answer = try? ExchangeAnswer(decoding: bytes) else {
            throw BrokenPromise("what a hub answers can be read")
        }
        try promise(answer.encoded() == bytes, "an answer has one encoding")
    }
}
