import Foundation
import ProofRows
import Simulation

/// What many histories came to, for people and for the table of all proofs.
struct CampaignReport {
    let verdict: Campaign.Verdict
    let first: UInt64
    let missing: Set<Safeguard>
    let elapsed: Duration

    private var minutes: Double {
        Double(elapsed.components.seconds) / 60
            + Double(elapsed.components.attoseconds) / 60e18
    }

    private var eventsPerMinute: Int { Int(Double(verdict.events) / minutes) }

    private var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

    private var tried: String {
        "\(grouped(verdict.schedules)) histories of 3 to \(verdict.offices) offices, "
            + "\(grouped(verdict.events)) events, seeds from \(first)"
    }

    private var result: String {
        guard !verdict.faults.isEmpty else { return "no judge objects" }
        return verdict.faults.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue): \($0.value.count) histories" }.joined(separator: "; ")
    }

    var words: String {
        let removed = missing.map(\.rawValue).sorted().joined(separator: ", ")
        let heading = [
            tried, removed.isEmpty ? nil : "without \(removed)",
            "\(grouped(eventsPerMinute)) events a minute on \(cores) cores",
        ]
        return heading.compactMap { $0 }.joined(separator: "; ") + "\n" + findings
    }

    private var findings: String {
        guard !verdict.faults.isEmpty else { return "  no judge objects" }
        let breaks = missing.map { " --break \($0.rawValue)" }.sorted().joined()
        return verdict.faults.sorted { $0.key.rawValue < $1.key.rawValue }.map { fault, seeds in
            """
              \(fault.rawValue): \(seeds.count) histories
                read one: simulator --replay \(seeds[0])\(breaks)
            """
        }.joined(separator: "\n")
    }

    var rows: [ProofRow] {
        [
            ProofRow(
                claim: "With messages lost, repeated, late and cut off, with crashes, backups put "
                    + "back and copies that live on, under charters that change: all converge, "
                    + "nothing is lost in silence, nothing erased comes back, nothing is held "
                    + "outside the charter",
                tried: tried, result: result, aim: "no judge objects",
                held: verdict.faults.isEmpty),
            ProofRow(
                claim: "How fast histories are lived and judged (\(Build.kind) build)",
                tried: "\(grouped(verdict.events)) events on \(cores) cores",
                result: "\(grouped(eventsPerMinute)) events a minute",
                aim: "1,000,000 events a minute on two cores",
                held: eventsPerMinute >= 1_000_000),
        ]
    }
}
