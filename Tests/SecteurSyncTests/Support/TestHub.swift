import Simulation
import SyncCore
import Transport

@testable import secteur_sync

/// A hub in memory behind a network that does what the test says. It decides by the real machine.
final class TestHub {
    /// What the network does to an exchange.
    enum Network {
        case works
        /// The request never arrives.
        case losesRequest(TransportError.Kind)
        /// The hub took it, and the office never hears.
        case losesAnswer
        /// Something else answers.
        case says(ExchangeAnswer)
        case saysBytes([UInt8])
    }

    var memory: MemoryHub
    /// The network at each request, from 0.
    var network: (Int) -> Network = { _ in .works }
    /// Called before each request is answered.
    var beforeAnswer: (ExchangeRequest) throws -> Void = { _ in }
    var pageRows = ExchangeLimits.pageRows
    private(set) var requests: [ExchangeRequest] = []
    private var generator = SeededGenerator(seed: 77)

    init(offices: [TestOffice]) {
        memory = MemoryHub(offices: offices.map(\.number), without: [])
    }

    /// The line to one office.
    func line(to office: TestOffice) -> any HubTransport { Line(hub: self, office: office.number) }

    private func exchange(_ body: [UInt8], from office: OfficeNumber) throws -> HubReply {
        let request = try ExchangeRequest(decoding: body)
        requests.append(request)
        try beforeAnswer(request)
        let what = network(requests.count - 1)
        switch what {
        case .losesRequest(let kind):
            throw TransportError(kind, at: "http://hub")
        case .says(let answer):
            return reply(answer.encoded(), to: body)
        case .saysBytes(let bytes):
            return reply(bytes, to: body)
        case .works, .losesAnswer:
            let bytes = try memory.answer(
                body, from: office, pageRows: pageRows, using: &generator)
            if case .losesAnswer = what {
                throw TransportError(.interrupted, at: "http://hub")
            }
            return reply(bytes, to: body)
        }
    }

    private func reply(_ bytes: [UInt8], to body: [UInt8]) -> HubReply {
        HubReply(
            status: 200, body: bytes,
            traffic: .init(sentBytes: body.count, receivedBytes: bytes.count))
    }

    private struct Line: HubTransport {
        let hub: TestHub
        let office: OfficeNumber

        func exchange(
            body: [UInt8], cancellation: Cancellation
        ) throws(TransportError) -> HubReply {
            if cancellation.isRequested() { throw TransportError(.cancelled, at: "http://hub") }
            do {
                return try hub.exchange(body, from: office)
            } catch let error as TransportError {
                throw error
            } catch {
                fatalError("the test's hub failed: \(error)")
            }
        }
    }
}
