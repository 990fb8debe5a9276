import Foundation
import Synchronization
import Transport

/// One request that is under way on a thread of its own, while the store works.
///
/// Sendable, because from its start to `reply` nobody else uses the transport.
final class RequestUnderWay: @unchecked Sendable {
    private let transport: any HubTransport
    private let hasEnded = DispatchSemaphore(value: 0)
    private let result = Mutex<Result<HubReply, TransportError>?>(nil)

    init(_ body: [UInt8], by transport: any HubTransport, cancellation: Cancellation) {
        self.transport = transport
        let thread = Thread { [self] in
            let ended = Result { () throws(TransportError) in
                try self.transport.exchange(body: body, cancellation: cancellation)
            }
            result.withLock { $0 = ended }
            hasEnded.signal()
        }
        thread.start()
    }

    /// Waits for the end of the request. To be called once.
    func reply() throws(TransportError) -> HubReply {
        hasEnded.wait()
        return try result.withLock { $0! }.get()
    }
}
