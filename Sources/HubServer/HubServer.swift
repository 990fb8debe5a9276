package import HubStore
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The hub's HTTP/1.1 server: over TLS on any address, or in the open on this machine alone.
///
/// As a service of a `ServiceGroup` it stops gracefully: it takes no more connections, and exchanges
/// under way end as they would have.
package struct HubServer: Service {
    private let hub: Hub
    private let listening: Listening
    private let limits: ServerLimits
    private let surroundings: Surroundings
    private let logger: Logger
    private let onReady: @Sendable (Int) async -> Void

    /// - Parameter onReady: is told the port once the server listens.
    package init(
        _ hub: Hub, at listening: Listening, limits: ServerLimits = ServerLimits(),
        _ surroundings: Surroundings, logger: Logger,
        onReady: @escaping @Sendable (Int) async -> Void
    ) {
        self.hub = hub
        self.listening = listening
        self.limits = limits
        self.surroundings = surroundings
        self.logger = logger
        self.onReady = onReady
    }

    /// Serves until it is told to stop. Throws `ServerRefusal` when it can't listen.
    package func run() async throws {
        let threads = ServerThreads(limits)
        let (onReady, address) = (onReady, listening.address)
        let application = Application(
            router: router(on: threads), server: try connections(),
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
        await threads.shutDown()
        try result.get()
    }

    private func connections() throws -> HTTPServerBuilder {
        let tls = try listening.credentials?.context()
        let count = ConnectionCount(limit: limits.connectionsOfAddress)
        let (idle, handshake) = (Self.amount(limits.idle), Self.amount(limits.handshake))
        return HTTPServerBuilder { responder in
            HubChannel(
                http: HTTP1Channel(
                    responder: responder, configuration: .init(idleTimeout: idle)),
                tls: tls, connections: count, handshake: handshake)
        }
    }

    /// Deny by default: what a stranger may ask for is marked as open.
    private func router(on threads: ServerThreads) -> Router<HubRequestContext> {
        let pool = threads.workers
        let gate = ExchangeGate(limit: limits.exchanges, ofOffice: limits.exchangesOfOffice)
        let metrics = Metrics()
        let door = Door(
            hub: hub, pool: pool, isEncrypted: listening.credentials != nil,
            surroundings: surroundings)
        let exchange = ExchangeRoute(
            hub: hub, door: door, surroundings: surroundings, limits: limits, gate: gate,
            rates: RateMeter(limits, uptime: surroundings.uptime), threads: threads,
            metrics: metrics, logger: logger)
        let pages = HubPages(hub: hub, gate: gate, pool: pool, metrics: metrics)
        let router = Router(context: HubRequestContext.self)
        router.post("v1/exchange") { request, context in
            await exchange.respond(to: request, context)
        }
        router.get("v1/charter") { request, context in
            try await door.office(of: request, context) == nil
                ? Response(status: .unauthorized) : await pages.charter()
        }
        // Open: it tells whether the hub is well and nothing else.
        router.get("v1/health") { _, _ in await pages.health() }
        router.get("metrics") { _, context in
            context.remote.isLoopback ? pages.metricsPage() : Response(status: .forbidden)
        }
        if let authority = listening.credentials?.authority {
            let enrolment = EnrolmentRoute(
                hub: hub, authority: authority, pool: pool, surroundings: surroundings,
                logger: logger)
            // Open: the code stands for the certificate that the office doesn't have yet.
            router.get("v1/authority") { _, _ in enrolment.authorityPage() }
            router.post("v1/enrolment") { request, context in
                await enrolment.enrol(request, context)
            }
            router.post("v1/renewal") { request, context in
                guard let office = try await door.office(of: request, context) else {
                    return Response(status: .unauthorized)
                }
                return await enrolment.renew(request, of: office)
            }
        }
        return router
    }

    private static func amount(_ duration: Duration) -> TimeAmount {
        .nanoseconds(Int64(duration / .nanoseconds(1)))
    }
}

extension HubServer: CustomStringConvertible {
    /// What the service group logs of it: nothing of what it holds.
    package var description: String { "the hub's server" }
}
