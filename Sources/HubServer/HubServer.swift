package import HubStore
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
package import SyncCore

/// The hub's HTTP/1.1 server, on this machine alone.
///
/// As a service of a `ServiceGroup` it stops gracefully: it takes no more connections, and exchanges
/// under way end as they would have.
package struct HubServer: Service {
    private let hub: Hub
    private let address: LoopbackAddress
    private let limits: ServerLimits
    private let sha256: SHA256Function
    private let logger: Logger
    private let onReady: @Sendable (Int) async -> Void

    /// - Parameter onReady: is told the port once the server listens.
    package init(
        _ hub: Hub, at address: LoopbackAddress, limits: ServerLimits = ServerLimits(),
        sha256: @escaping SHA256Function, logger: Logger,
        onReady: @escaping @Sendable (Int) async -> Void
    ) {
        self.hub = hub
        self.address = address
        self.limits = limits
        self.sha256 = sha256
        self.logger = logger
        self.onReady = onReady
    }

    /// Serves until it is told to stop. Throws `ServerRefusal` when it can't listen.
    package func run() async throws {
        // SQLite blocks: its work is kept off the threads that move bytes.
        let pool = NIOThreadPool(numberOfThreads: limits.workers)
        pool.start()
        let onReady = onReady
        let application = Application(
            router: router(on: pool),
            server: .http1(
                configuration: .init(idleTimeout: .nanoseconds(Self.nanoseconds(limits.idle)))),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: "secteur-hub",
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: logger)
        let result: Result<Void, any Error>
        do {
            try await application.run()
            result = .success(())
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            result = .failure(ServerRefusal.portTaken(address.port))
        } catch let error as IOError where error.errnoCode == EACCES {
            result = .failure(ServerRefusal.portNotAllowed(address.port))
        } catch {
            result = .failure(error)
        }
        try? await pool.shutdownGracefully()  // it only fails when it is shut down already
        try result.get()
    }

    private func router(on pool: NIOThreadPool) -> Router<BasicRequestContext> {
        let gate = ExchangeGate(limit: limits.exchanges)
        let metrics = Metrics()
        let exchange = ExchangeRoute(
            hub: hub, sha256: sha256, limits: limits, gate: gate, pool: pool, metrics: metrics,
            logger: logger)
        let pages = HubPages(hub: hub, gate: gate, pool: pool, metrics: metrics)
        let router = Router()
        router.post("v1/exchange") { request, _ in await exchange.respond(to: request) }
        router.get("v1/health") { _, _ in await pages.health() }
        router.get("v1/charter") { _, _ in await pages.charter() }
        router.get("metrics") { _, _ in pages.metricsPage() }
        return router
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        Int64(duration / .nanoseconds(1))
    }
}
