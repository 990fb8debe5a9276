import SyncCore
import Testing

@Suite struct CheckpointHistoryTests {
    @Test func zeroAndTheNewestStayAndTheNumberIsBounded() {
        var history = CheckpointHistory()
        for seq: UInt64 in 1...10_000 { history.add(Checkpoint(seq: seq, tag: seq ^ 0xabcd)) }
        let kept = history.checkpoints.map(\.seq)
        #expect(kept.count == CheckpointHistory.limit)
        #expect(kept.first == 0)
        #expect(Array(kept.suffix(2)) == [9_999, 10_000])
    }

    @Test func olderCheckpointsLieFurtherApart() {
        var history = CheckpointHistory()
        for seq: UInt64 in 1...10_000 { history.add(Checkpoint(seq: seq, tag: seq)) }
        let ages = history.checkpoints.dropFirst().map { 10_000 - $0.seq }
        // Wherever the hub was put back to, up to the oldest kept, the next older checkpoint is at
        // most a few times as old: the cost of going back is in proportion to how far.
        for (older, newer) in zip(ages, ages.dropFirst()) where newer >= 4 {
            #expect(older <= newer * 6)
        }
        #expect(ages.first! > 1_000)
    }

    @Test func goingBackForgetsWhatLiesAfter() {
        var history = CheckpointHistory()
        for seq: UInt64 in [3, 5, 9] { history.add(Checkpoint(seq: seq, tag: 1)) }
        history.dropAfter(5)
        #expect(history.checkpoints.map(\.seq) == [0, 3, 5])
    }
}
