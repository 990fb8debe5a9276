import Charter
import HubStore
import Hummingbird
import NIOPosix

/// The pages that tell about the hub itself; none about anybody.
struct HubPages: Sendable {
    let hub: Hub
    let gate: ExchangeGate
    let pool: NIOThreadPool
    let metrics: Metrics

    /// `GET /v1/health`: 200 when the store can be read.
    func health() async -> Response {
        do {
            let charter = try await pool.runIfActive { try hub.currentCharter() }
            return page(
                """
                {"status":"ok","charter":"\(charter.name)","version":\(charter.version)}

                """, type: "application/json")
        } catch {
            return page(
                "{\"status\":\"store-unavailable\"}\n", type: "application/json",
                status: .serviceUnavailable)
        }
    }

    /// `GET /v1/charter`: the YAML text that the hub works under.
    func charter() async -> Response {
        do {
            let charter = try await pool.runIfActive { try hub.currentCharter() }
            return page(charter.source, type: "application/yaml; charset=utf-8")
        } catch {
            return page("", type: "text/plain", status: .serviceUnavailable)
        }
    }

    /// `GET /metrics`
    func metricsPage() -> Response {
        page(
            metrics.text(underWay: gate.count, hub.commitCounts),
            type: "text/plain; version=0.0.4; charset=utf-8")
    }

    private func page(
        _ text: String, type: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
