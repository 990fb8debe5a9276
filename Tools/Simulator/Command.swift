import ArgumentParser
import Simulation

/// Lives random histories of the exchange's state machines and has them judged.
@main
struct Simulator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulator",
        abstract: "Runs the exchange through lost messages, restored backups and live copies.",
        discussion: """
            Each schedule is one seeded history of three offices and a hub. At its end all sync in
            peace, and judges look for divergence, a value lost in silence, an erased record that
            came back, and work stuck in an outbox. Exit status 1 when a judge finds something.

            EXAMPLES
              simulator --schedules 10000
              simulator --schedules 1 --seed 4711          replay one history
              simulator --break numeric-cursor             see the judges notice
            """)

    @Option(help: "How many histories to live.")
    var schedules: UInt64 = 2000

    @Option(help: "The first seed; the others follow it.")
    var seed: UInt64 = 0

    @Option(name: .customLong("break"), help: "Remove a safeguard. (values: \(Self.safeguards))")
    var breaks: [String] = []

    private static let safeguards = Safeguard.allCases.map(\.rawValue).joined(separator: ", ")

    func run() async throws {
        var missing: Set<Safeguard> = []
        for name in breaks {
            guard let safeguard = Safeguard(rawValue: name) else {
                throw ValidationError("--break takes one of: \(Self.safeguards)")
            }
            missing.insert(safeguard)
        }
        let verdict = await Simulation.schedules(
            seeds: seed..<(seed + schedules), without: missing)
        let removed = missing.map(\.rawValue).sorted().joined(separator: ", ")
        print(
            "\(schedules) schedules from seed \(seed), safeguards removed:",
            removed.isEmpty ? "none" : removed)
        for (fault, seeds) in verdict.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let first = seeds.prefix(5).map(String.init).joined(separator: ", ")
            print("  \(fault.rawValue): \(seeds.count) schedules, first seeds \(first)")
        }
        if verdict.isEmpty { print("  no fault found") } else { throw ExitCode.failure }
    }
}
