import ArgumentParser
import Foundation
import ProofRows
import Simulation

/// Lives random histories of the exchange's state machines and has them judged.
@main
struct Simulator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulator",
        abstract: "Lives random histories of offices and a hub, and has them judged.",
        discussion: """
            Each history is drawn from its seed: 3 to 400 offices and a hub, whose messages are \
            lost, repeated, reordered, delayed and cut off, that crash, are put back to any backup \
            and copied while they run, under charters that change. At its end all sync in peace. \
            Judges look at every record that is written, and at the end: has anything diverged, \
            been lost in silence, come back after it was erased, been held outside the charter, got \
            stuck, or grown without bound? Exit status 1 when one of them objects.

            EXAMPLES
              simulator --events 5000000 --new-seed
              simulator --replay 4711                      one history, as short as it gets, in words
              simulator --break numeric-cursor             see the judges notice
              simulator --safeguards                       see them notice each safeguard's absence
            """)

    @Option(help: "How many histories to live. (default: 2000)")
    var schedules: UInt64?

    @Option(help: "Live histories until this much has happened.")
    var events: Int?

    @Option(help: "The first seed; the others follow it.")
    var seed: UInt64 = 0

    @Flag(help: "Draw the first seed, and print it.")
    var newSeed = false

    @Option(help: "Live this one history; what shows a fault is shortened and told in words.")
    var replay: UInt64?

    @Option(help: "With --replay: only these steps, as a shortened history names them.")
    var steps: String?

    @Flag(help: "With --replay: tell the history in words even if no judge objects.")
    var trace = false

    @Option(name: .customLong("break"), help: "Remove a safeguard. (values: \(Self.names))")
    var breaks: [String] = []

    @Flag(help: "Remove each safeguard in turn, until a judge notices.")
    var safeguards = false

    @Option(help: "Write what was shown to this file, as JSON.")
    var rows: String?

    private static let names = Safeguard.allCases.map(\.rawValue).joined(separator: ", ")

    private var missing: Set<Safeguard> {
        get throws {
            Set(
                try breaks.map { name in
                    guard let safeguard = Safeguard(rawValue: name) else {
                        throw ValidationError("--break takes one of: \(Self.names)")
                    }
                    return safeguard
                })
        }
    }

    func run() async throws {
        if let replay { return try tell(replay) }
        if safeguards { return try await showNoticing() }
        try await live()
    }

    // MARK: Many histories

    private func live() async throws {
        let missing = try missing
        let first = newSeed ? UInt64.random(in: 0..<1 << 48) : seed
        print("simulator: from seed \(first), \(Build.kind) build")
        let begun = ContinuousClock.now
        var shown = 0
        let verdict = await Campaign(without: missing).run(
            from: first, schedules: schedules ?? (events == nil ? 2000 : .max),
            events: events ?? .max
        ) { verdict in
            guard verdict.events / 1_000_000 > shown else { return }
            shown = verdict.events / 1_000_000
            FileHandle.standardError.write(Data("  \(grouped(verdict.events)) events\n".utf8))
        }
        let report = CampaignReport(
            verdict: verdict, first: first, missing: missing,
            elapsed: ContinuousClock.now - begun)
        print(report.words)
        if let rows { try ProofRow.write(report.rows, of: "simulator", to: rows) }
        if !verdict.faults.isEmpty { throw ExitCode.failure }
    }

    private func showNoticing() async throws {
        let limit = schedules ?? 5000
        let notices = await Safeguard.notices(from: seed, limit: limit)
        for notice in notices {
            let name = notice.safeguard.rawValue.padding(toLength: 20, withPad: " ", startingAt: 0)
            let faults = (notice.faults ?? []).map(\.rawValue).sorted().joined(separator: "; ")
            let words = faults.isEmpty ? "NOT NOTICED" : "history \(notice.schedules): \(faults)"
            print("  without \(name)  \(words)")
        }
        let missed = notices.filter { $0.faults == nil }
        let counts = notices.filter { $0.faults != nil }.map(\.schedules).sorted()
        if let rows {
            let result =
                missed.isEmpty
                ? "all noticed; half within \(counts[counts.count / 2]) histories, the last "
                    + "after \(grouped(counts.last ?? 0))"
                : "not noticed: \(missed.map(\.safeguard.rawValue).joined(separator: ", "))"
            try ProofRow.write(
                [
                    ProofRow(
                        claim: "The judges notice when a safeguard of the design is taken away",
                        tried: "\(notices.count) safeguards, each left out in up to "
                            + "\(grouped(limit)) histories",
                        result: result, aim: "each noticed", held: missed.isEmpty)
                ], of: "simulator", to: rows)
        }
        if !missed.isEmpty { throw ExitCode.failure }
    }

    // MARK: One history

    private func tell(_ seed: UInt64) throws {
        let missing = try missing
        let only = try steps.map { text in
            try text.split(separator: ",").map { number in
                guard let step = Int(number) else {
                    throw ValidationError("--steps takes numbers with commas")
                }
                return step
            }
        }
        var schedule = Schedule(seed: seed, without: missing, steps: only)
        var outcome = schedule.run(tracing: trace)
        let fault = outcome.objections.first?.fault
        if let fault {
            if only == nil { schedule = schedule.shrunk(to: fault) }
            outcome = schedule.run(tracing: true)
        }
        for line in outcome.trace { print("  \(line)") }
        for objection in outcome.objections {
            print("\(objection.fault.rawValue): \(objection.words)")
        }
        guard fault != nil else {
            print("seed \(seed): \(grouped(outcome.events)) events, no judge objects")
            return
        }
        if let steps = schedule.steps {
            let list = steps.map(String.init).joined(separator: ",")
            print("again: simulator --replay \(seed) --steps \(list)\(breakWords)")
        }
        throw ExitCode.failure
    }

    private var breakWords: String { breaks.map { " --break \($0)" }.joined() }
}

/// How this program was compiled: what is said of speed is said of one kind.
enum Build {
    static var kind: String {
        #if DEBUG
            "debug"
        #else
            "release"
        #endif
    }
}
