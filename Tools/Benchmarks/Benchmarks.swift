import ArgumentParser

/// Measures the engine: its phases in one process beside plain SQLite, and how it grows. Makes the
/// workload, too, on which `Tools/compare` sets the real programs beside peers.
@main
struct Benchmarks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks",
        abstract: "Measures syncs beside plain SQLite upserts of the same rows.",
        discussion: """
            Build it with: Tools/build-release benchmarks

            EXAMPLES
              benchmarks --records 100000 --large 0 --repetitions 3
              benchmarks growth --sizes 1000,10000,100000 --out growth.json
              benchmarks export FOLDER --records 100000
            """,
        subcommands: [
            PhasesCommand.self, GrowthCommand.self, ExportCommand.self, OfficeCommand.self,
            EditCommand.self, MissingCommand.self, DigestCommand.self, StepCommand.self,
        ],
        defaultSubcommand: PhasesCommand.self)

    /// Says so when the numbers would say little.
    static func warnOfDebugBuild() {
        #if DEBUG
            print("A debug build: the numbers say little. Build with -c release.")
        #endif
    }
}
