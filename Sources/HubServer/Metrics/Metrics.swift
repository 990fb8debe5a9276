import HubStore
import Synchronization

/// What the server counts. Nothing here tells one office, record or person from another.
final class Metrics: Sendable {
    /// How an exchange ended: `page`, `rewind`, `batch-refused`, or a refusal's word.
    typealias Outcome = String

    /// Upper bounds of the histogram, in seconds.
    static let bounds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30]

    private struct Counts {
        var exchanges: [Outcome: UInt64] = [:]
        var recordsIn: UInt64 = 0
        var recordsOut: UInt64 = 0
        var erasuresIn: UInt64 = 0
        var bytesIn: UInt64 = 0
        var bytesOut: UInt64 = 0
        /// For each bound, how many exchanges took no longer; last, all.
        var within = [UInt64](repeating: 0, count: Metrics.bounds.count + 1)
        var seconds = 0.0
    }

    /// What one exchange adds.
    struct Exchange {
        let outcome: Outcome
        var recordsIn = 0
        var recordsOut = 0
        var erasuresIn = 0
        /// Bodies as they went over the network.
        var bytesIn = 0
        var bytesOut = 0
        let duration: Duration
    }

    private let counts = Mutex(Counts())

    func add(_ exchange: Exchange) {
        let seconds = exchange.duration / .seconds(1)
        counts.withLock { counts in
            counts.exchanges[exchange.outcome, default: 0] += 1
            counts.recordsIn += UInt64(exchange.recordsIn)
            counts.recordsOut += UInt64(exchange.recordsOut)
            counts.erasuresIn += UInt64(exchange.erasuresIn)
            counts.bytesIn += UInt64(exchange.bytesIn)
            counts.bytesOut += UInt64(exchange.bytesOut)
            counts.seconds += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                counts.within[index] += 1
            }
            counts.within[Self.bounds.count] += 1
        }
    }

    /// All of it in the Prometheus text format 0.0.4.
    func text(underWay: Int, _ commits: CommitCounts) -> String {
        let counts = counts.withLock { $0 }
        var page = MetricsPage()
        page.family("secteur_hub_exchanges_total", "counter", "Exchanges by how they ended.")
        for (outcome, count) in counts.exchanges.sorted(by: { $0.key < $1.key }) {
            page.sample("secteur_hub_exchanges_total", ["outcome": outcome], "\(count)")
        }
        page.counter("secteur_hub_records_received_total", "Records offered.", counts.recordsIn)
        page.counter("secteur_hub_records_sent_total", "Records sent.", counts.recordsOut)
        page.counter(
            "secteur_hub_erasures_received_total", "Erasures offered.", counts.erasuresIn)
        page.counter(
            "secteur_hub_received_bytes_total", "Bodies received, as compressed.", counts.bytesIn)
        page.counter("secteur_hub_sent_bytes_total", "Bodies sent, as compressed.", counts.bytesOut)
        page.family("secteur_hub_exchanges_under_way", "gauge", "Exchanges under way.")
        page.sample("secteur_hub_exchanges_under_way", [:], "\(underWay)")
        page.counter(
            "secteur_hub_writes_total", "Transactions that wrote to the store.", commits.writes)
        page.counter(
            "secteur_hub_commits_total", "Durable commits, which transactions share.",
            commits.commits)

        let histogram = "secteur_hub_exchange_seconds"
        page.family(histogram, "histogram", "How long exchanges took.")
        for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], counts.within) {
            page.sample(histogram + "_bucket", ["le": bound], "\(count)")
        }
        page.sample(histogram + "_sum", [:], "\(counts.seconds)")
        page.sample(histogram + "_count", [:], "\(counts.within[Self.bounds.count])")
        return page.text
    }
}

/// Writes the Prometheus text format.
private struct MetricsPage {
    private(set) var text = ""

    mutating func family(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(_ name: String, _ labels: [String: String], _ value: String) {
        let labels = labels.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    mutating func counter(_ name: String, _ help: String, _ value: UInt64) {
        family(name, "counter", help)
        sample(name, [:], "\(value)")
    }
}
