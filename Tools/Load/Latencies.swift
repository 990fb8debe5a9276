/// How long things took, and what is said of it.
struct Latencies: Sendable {
    private(set) var all: [Duration] = []

    mutating func add(_ duration: Duration) { all.append(duration) }
    mutating func add(_ others: Latencies) { all += others.all }

    var count: Int { all.count }

    /// Of several, sorted once.
    struct Summary: Sendable {
        let count: Int
        let median: Double
        let p99: Double
        let max: Double

        /// In milliseconds.
        var words: String {
            "p50 \(fixed(median)) ms, p99 \(fixed(p99)) ms, longest \(fixed(max)) ms"
        }
    }

    var summary: Summary {
        let sorted = all.map { $0 / .milliseconds(1) }.sorted()
        func at(_ part: Double) -> Double {
            sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
        }
        return Summary(
            count: sorted.count, median: at(0.5), p99: at(0.99), max: sorted.last ?? 0)
    }
}

/// A number with as many digits as tell something.
func fixed(_ number: Double) -> String {
    let digits = number < 10 ? 2 : number < 100 ? 1 : 0
    let scale = [1.0, 10, 100][digits]
    let scaled = Int((number * scale).rounded())
    guard digits > 0 else { return "\(scaled)" }
    let fraction = String(scaled % Int(scale))
    let padding = String(repeating: "0", count: digits - fraction.count)
    return "\(scaled / Int(scale)).\(padding)\(fraction)"
}

/// The median, the least and the greatest of repeated measurements.
func spread(_ numbers: [Double]) -> String {
    let sorted = numbers.sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return "nothing" }
    return "\(fixed(median(numbers))) (\(fixed(least)) to \(fixed(greatest)))"
}

func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
        ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}
