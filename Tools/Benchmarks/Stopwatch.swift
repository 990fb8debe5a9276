/// Runs from when it is made.
struct Stopwatch {
    private let start = ContinuousClock.now

    /// Seconds since then.
    var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
}
