import ProofRows

/// What a run came to, for people and for the table of evidence.
struct Report {
    struct Stretch {
        let work: Clients.Outcome
        let queries: [AdminQueries.Query: AdminQueries.Taken]
        let peakMebibytes: Double
        let connections: Int
    }

    let options: Load
    var disk = Latencies()
    var single: [Stretch] = []
    var grouped: [Stretch] = []
    var paced: Stretch?
    var judge: Judge?

    init(options: Load) {
        self.options = options
    }

    mutating func add(_ stretch: Stretch, isGrouped: Bool) {
        if isGrouped { grouped.append(stretch) } else { single.append(stretch) }
    }

    static let aimOfQueries = 100.0

    var isBroken: Bool { judge.map { !$0.isContent } ?? true }

    private var all: [Stretch] { single + grouped + (paced.map { [$0] } ?? []) }

    var text: String {
        rows.map { row in
            let aim = row.aim.map { "\n    aim: \($0): \(row.held == true ? "held" : "NOT HELD")" }
            return "\n\(row.claim)\n    \(row.tried)\n    \(row.result)\(aim ?? "")"
        }.joined(separator: "\n")
    }

    var rows: [ProofRow] {
        [floor, throughput, latency, commits, memory, processors]
            + (paced.map { [pacedRow($0)] } ?? []) + queries + [lost]
    }

    private var scale: String {
        "\(options.offices) offices of \(options.records) records, \(options.clients) exchanges"
            + " under way on \(grouped.first?.connections ?? 0) connections without TLS; of ten exchanges seven bring"
            + " 1 to 20 edits; \(options.repetitions) stretches of \(fixed(options.seconds)) s each"
    }

    private var floor: ProofRow {
        ProofRow(
            claim: "What the disk takes to make one page durable", tried: "\(disk.count) times",
            result: disk.summary.words)
    }

    private var throughput: ProofRow {
        ProofRow(
            claim: "Exchanges a second that one hub bears, with group commit and without",
            tried: scale,
            result: "\(spread(grouped.map(\.work.perSecond))) with group commit,"
                + " \(spread(single.map(\.work.perSecond))) with a commit each;"
                + " busy answers: \(all.map(\.work.busy).reduce(0, +))")
    }

    private var latency: ProofRow {
        func words(_ stretches: [Stretch]) -> String {
            let all = stretches.map(\.work.latencies.summary)
            return "p50 \(spread(all.map(\.median))) ms, p99 \(spread(all.map(\.p99))) ms,"
                + " longest \(spread(all.map(\.max))) ms"
        }
        return ProofRow(
            claim: "How long an exchange takes when the hub is as busy as it can be", tried: scale,
            result: "with group commit \(words(grouped)); with a commit each \(words(single))")
    }

    private var commits: ProofRow {
        func words(_ stretches: [Stretch]) -> String {
            let perSecond = stretches.map { $0.work.commits / $0.work.seconds }
            let each = stretches.map { $0.work.writes / max(1, $0.work.commits) }
            return "\(spread(perSecond)) commits a second of \(spread(each)) exchanges"
        }
        return ProofRow(
            claim: "How many exchanges share a durable commit", tried: scale,
            result: "\(words(grouped)); without group commit \(words(single))")
    }

    private var memory: ProofRow {
        ProofRow(
            claim: "The hub's peak memory under this load", tried: scale,
            result: "\(spread(grouped.map(\.peakMebibytes))) MiB with group commit,"
                + " \(spread(single.map(\.peakMebibytes))) MiB without")
    }

    private var processors: ProofRow {
        func share(_ stretch: Stretch, _ seconds: KeyPath<Clients.Outcome, Double>) -> Double {
            100 * stretch.work[keyPath: seconds] / stretch.work.seconds
        }
        return ProofRow(
            claim: "Processor time of hub and generator, which share the machine", tried: scale,
            result: "hub \(spread(grouped.map { share($0, \.hubProcessor) })) %,"
                + " generator with the admin's queries"
                + " \(spread(grouped.map { share($0, \.ownProcessor) })) % of one processor")
    }

    private func pacedRow(_ stretch: Stretch) -> ProofRow {
        ProofRow(
            claim: "How long an exchange takes at an even pace",
            tried: "\(fixed(stretch.work.perSecond)) exchanges a second of \(options.offices)"
                + " offices for \(fixed(options.seconds)) s, counted from when each was due",
            result: stretch.work.latencies.summary.words + "; busy answers: \(stretch.work.busy)")
    }

    private var queries: [ProofRow] {
        AdminQueries.Query.allCases.compactMap { query in
            var (latencies, processor) = (Latencies(), Latencies())
            for taken in grouped.compactMap({ $0.queries[query] }) {
                latencies.add(taken.latencies)
                processor.add(taken.processor)
            }
            guard latencies.count > 0 else { return nil }
            let (summary, work) = (latencies.summary, processor.summary)
            let ofIt =
                "; of it its own work p50 \(fixed(work.median)) ms, longest \(fixed(work.max)) ms"
            return ProofRow(
                claim: "The admin asks meanwhile: \(query.rawValue)",
                tried: "\(summary.count) times, beside a hub under full load",
                result: summary.words + (query.isProgram ? "" : ofIt),
                aim: query == .start ? nil : "each below \(fixed(Self.aimOfQueries)) ms",
                held: query == .start ? nil : summary.max < Self.aimOfQueries)
        }
    }

    private var lost: ProofRow {
        let exchanges = all.map(\.work.latencies.count).reduce(0, +)
        return ProofRow(
            claim: "Nothing is lost under load: every office and the hub hold the same in the end,"
                + " and of each edit the value, or one by somebody who had seen it",
            tried: "\(exchanges) measured exchanges, and what came before and after them, while"
                + " admins settled conflicts: \(judge?.edits ?? 0) edits,"
                + " \(judge?.records ?? 0) records compared",
            result: "\(judge?.lost ?? 0) lost, \(judge?.differing ?? 0) differ",
            aim: "none lost, none differs", held: judge.map(\.isContent), isPromise: true)
    }
}
