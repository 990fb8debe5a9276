/// What a sync cost: on the wire, and in which of its phases the time went.
struct SyncCost: Codable {
    var exchanges = 0
    var sentBytes = 0
    var receivedBytes = 0
    /// Seconds in which the office found what to send, and noted that it left.
    var officeOut = 0.0
    /// Seconds of encoding, compressing, expanding and decoding, at both ends.
    var wire = 0.0
    /// Seconds in which the hub checked, joined, committed and made its page.
    var hub = 0.0
    /// Seconds in which the office applied answers.
    var officeIn = 0.0

    mutating func timed<Result>(
        _ phase: WritableKeyPath<SyncCost, Double>, _ body: () throws -> Result
    ) rethrows -> Result {
        let watch = Stopwatch()
        let result = try body()
        self[keyPath: phase] += watch.seconds
        return result
    }

    static func += (sum: inout SyncCost, cost: SyncCost) {
        sum.exchanges += cost.exchanges
        sum.sentBytes += cost.sentBytes
        sum.receivedBytes += cost.receivedBytes
        sum.officeOut += cost.officeOut
        sum.wire += cost.wire
        sum.hub += cost.hub
        sum.officeIn += cost.officeIn
    }
}
