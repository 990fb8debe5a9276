import Certificates
import NIOCore
import NIOPosix
import NIOSSL

/// A client that shows whatever certificate it likes, trusts anybody, and says what it likes.
struct RawTLS {
    let port: Int
    var shows: (certificate: IssuedCertificate, key: SigningKey)?
    var newest = TLSVersion.tlsv13

    /// A whole request; `nil` when the server hung up without an answer.
    func send(
        _ method: String = "POST", _ path: String = "/v1/exchange",
        headers: [String: String] = [:], body: [UInt8] = []
    ) async throws -> RawHTTP.Reply? {
        let bytes = try await exchange(RawHTTP.request(method, path, headers, body))
        return try? RawHTTP.parse(bytes)
    }

    private func exchange(_ bytes: [UInt8]) async throws -> [UInt8] {
        let context = try NIOSSLContext(configuration: configuration())
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: [UInt8].self)
        let channel = try await ClientBootstrap(group: loop).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                    NIOSSLClientHandler(context: context, serverHostname: nil),
                    Collector(promise),
                ])
            }
        }.connect(host: "127.0.0.1", port: port).get()
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
        return try await promise.futureResult.get()
    }

    private func configuration() throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.maximumTLSVersion = newest
        if let shows {
            let certificate = try NIOSSLCertificate(bytes: shows.certificate.der, format: .der)
            configuration.certificateChain = [.certificate(certificate)]
            configuration.privateKey = .privateKey(
                try NIOSSLPrivateKey(bytes: Array(shows.key.pem.utf8), format: .pem))
        }
        return configuration
    }

    /// Keeps what comes until the connection ends, well or not.
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let promise: EventLoopPromise<[UInt8]>
        private var bytes: [UInt8] = []

        init(_ promise: EventLoopPromise<[UInt8]>) {
            self.promise = promise
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            bytes += Array(buffer: unwrapInboundIn(data))
        }

        func channelInactive(context: ChannelHandlerContext) { promise.succeed(bytes) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            promise.succeed(bytes)
            context.close(promise: nil)
        }
    }
}
