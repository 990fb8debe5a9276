import Foundation

/// What a step took.
struct Measure: Codable {
    var seconds = 0.0
    var peakBytes = 0
    var sync = SyncCost()
    /// Conflicts shown, where the step makes some.
    var conflicts = 0

    /// Runs a step, and says what it took of time and memory.
    init(_ body: (inout Measure) throws -> Void) rethrows {
        let watch = Stopwatch()
        try body(&self)
        seconds = watch.seconds
        peakBytes = Self.peakMemoryBytes
    }

    /// Runs a step that leaves all as it is several times, and takes the median of its times.
    init(medianOf count: Int, _ body: (inout Measure) throws -> Void) throws {
        let runs = try (0..<count).map { _ in try Measure(body) }
        self = runs.sorted { $0.seconds < $1.seconds }[count / 2]
    }

    /// The most memory that this process ever had resident (`VmHWM`; not `ru_maxrss`, which a child
    /// inherits from its parent).
    private static var peakMemoryBytes: Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
        else { return 0 }
        return kibibytes * 1024
    }
}
