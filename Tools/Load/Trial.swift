import Foundation
import HubStore

/// One run of the tool: the stretches, one after another on the same store, and the judge.
struct Trial {
    private let options: Load
    private let program: URL
    private let prepared: PreparedHub
    private let clients: Clients
    private var report: Report

    init(_ options: Load, program: URL, folder: URL) throws {
        self.options = options
        self.program = program
        print("preparing \(options.offices) offices of \(options.records) records")
        report = Report(options: options)
        report.disk = try DiskFloor.measure(in: folder)
        prepared = try PreparedHub(
            in: folder, offices: options.offices, records: options.records, seed: options.seed)
        clients = Clients(prepared.offices, clients: options.clients)
    }

    mutating func run() throws -> Report {
        for repetition in 1...max(1, options.repetitions) {
            // In turns, so that what else the machine does falls on both.
            for isGrouped in repetition.isMultiple(of: 2) ? [true, false] : [false, true] {
                let stretch = try stretch(isGrouped: isGrouped, rate: nil)
                print(
                    "\(repetition) of \(options.repetitions),",
                    isGrouped ? "group commit:" : "a commit each:",
                    "\(fixed(stretch.work.perSecond)) exchanges/s,",
                    stretch.work.latencies.summary.words)
                report.add(stretch, isGrouped: isGrouped)
            }
        }
        if options.rate > 0 {
            report.paced = try stretch(isGrouped: true, rate: options.rate)
            print("at \(fixed(options.rate))/s:", report.paced!.work.latencies.summary.words)
        }
        try judge()
        return report
    }

    private func stretch(isGrouped: Bool, rate: Double?) throws -> Report.Stretch {
        let hub = try HubProcess(
            program: program, folder: prepared.folder,
            options: isGrouped ? [] : ["--commit-group", "1"])
        let queries = try AdminQueries(prepared, program: program)
        try clients.connect(to: hub.port, connections: options.connections)
        let open = clients.connectionCount
        // What comes first fills caches; it isn't measured.
        _ = try clients.work(for: .seconds(min(2, options.seconds / 2)), rate: rate, on: hub)
        queries.start()
        let work = try clients.work(for: .seconds(options.seconds), rate: rate, on: hub)
        let asked = try queries.stop()
        try queries.close()
        clients.disconnect()
        let peak = try hub.peakMebibytes
        try hub.stop()
        return Report.Stretch(work: work, queries: asked, peakMebibytes: peak, connections: open)
    }

    /// Lets all offices end what they have to say, and compares.
    private mutating func judge() throws {
        print("comparing")
        let hub = try HubProcess(program: program, folder: prepared.folder)
        try clients.connect(to: hub.port, connections: options.connections)
        // Twice: what the first hear last, others may still have had to say.
        for _ in 0..<2 { try clients.settle() }
        clients.disconnect()
        try hub.stop()
        let store = try SQLiteHub(at: prepared.store, random: PreparedHub.random)
        report.judge = try Judge(clients.offices(), and: store)
        try store.close()
    }
}
