import ArgumentParser
import Charter

/// Which contracts.
struct WorkloadOptions: ParsableArguments {
    @Option(help: "Contracts in the store.")
    var records = 100_000

    @Option(help: "How many fields are edited.")
    var edits = 1000

    func validate() throws {
        guard records > 0, edits > 0 else {
            throw ValidationError("--records and --edits are at least 1.")
        }
    }

    var workload: Workload { Workload(charter: Charter.insertion(), records: records) }
}
