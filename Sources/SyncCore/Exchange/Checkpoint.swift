/// A point of one office's channel at the hub: a number, and the random tag of the commit that
/// took it. A hub that was put back to a backup has other tags from there on, so a checkpoint names
/// a point of one history and not only a count.
package struct Checkpoint: Hashable, Comparable, Sendable {
    package let seq: UInt64
    package let tag: UInt64

    package init(seq: UInt64, tag: UInt64) {
        self.seq = seq
        self.tag = tag
    }

    /// Before everything; every hub knows it.
    package static let zero = Checkpoint(seq: 0, tag: 0)

    package static func < (a: Self, b: Self) -> Bool { (a.seq, a.tag) < (b.seq, b.tag) }
}

/// The checkpoints that an office keeps: the heads at which a pull was complete.
///
/// Thinned out with age: the most recent stay close together and older ones lie apart, so that
/// an office finds a near common point with a hub put back to last night or to last month.
package struct CheckpointHistory: Hashable, Sendable {
    package static let limit = 12

    /// Oldest first; the first is always `.zero`.
    package private(set) var checkpoints: [Checkpoint]

    package init() {
        checkpoints = [.zero]
    }

    /// Takes what a store kept.
    package init(stored: [Checkpoint]) {
        checkpoints = Set(stored).union([.zero]).sorted()
    }

    package mutating func add(_ head: Checkpoint) {
        guard !checkpoints.contains(head) else { return }
        checkpoints.append(head)
        if checkpoints.count > Self.limit { checkpoints.remove(at: oldestOfTheDensest) }
    }

    /// Forgets what lies after `seq`: the hub went back before it.
    package mutating func dropAfter(_ seq: UInt64) {
        checkpoints.removeAll { $0.seq > seq }
    }

    /// Where two neighbours are closest in proportion to their age, which makes the gaps double as
    /// one goes back. The first, and the two newest, always stay.
    private var oldestOfTheDensest: Int {
        let newest = checkpoints[checkpoints.count - 1].seq
        let candidates = 1..<checkpoints.count - 2
        return candidates.min { crowding($0, newest) < crowding($1, newest) }!
    }

    private func crowding(_ index: Int, _ newest: UInt64) -> Double {
        let gap = Double(checkpoints[index + 1].seq) - Double(checkpoints[index - 1].seq)
        return gap / (Double(newest) - Double(checkpoints[index].seq) + 1)
    }
}
