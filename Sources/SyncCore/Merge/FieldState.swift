/// One value as it was written: its name, all that its writer had seen of this field, the value.
package struct Version: Hashable, Sendable {
    package let dot: Dot
    /// Never contains the version's own dot.
    package let past: VersionVector
    package let value: Value

    package init(dot: Dot, past: VersionVector, value: Value) {
        self.dot = dot
        self.past = past
        self.value = value
    }
}

/// The live versions of one field.
///
/// The join is the union of the versions, less every version whose dot lies in the past of another.
/// It is commutative, associative and idempotent (`JoinLawsTests` has a test for each), so states
/// may arrive late, twice, in any order or from an old backup. More than one live version with
/// different values is a conflict that stays until a person, or the charter's rule, decides.
///
/// A copy that may not hold a version's value keeps its dot and past, and *withdrawn* in its place.
/// Of one dot, *withdrawn* therefore gives way to a value, so that a copy that may hold it again
/// gets it from one that still does.
package struct FieldState: Hashable, Sendable {
    /// Sorted by dot.
    package private(set) var versions: [Version]

    /// A field that was never written.
    package init() {
        versions = []
    }

    /// Takes versions as they came. They must be sorted, without duplicates or superseded ones:
    /// `checkInvariants` says whether they are.
    init(sorted versions: [Version]) {
        self.versions = versions
    }

    package init(_ version: Version) {
        versions = [version]
    }

    /// Everything that somebody who was shown this field has seen: the past of their next write.
    package var seen: VersionVector {
        var seen = VersionVector()
        for version in versions {
            seen.include(version.dot)
            seen.formUnion(version.past)
        }
        return seen
    }

    /// Whether this field holds the dot, a later one of its actor, or somebody's claim to have seen
    /// it. Of a dot that was not written yet only a forged message can know: a writer whose next dot
    /// is known takes another actor, since the write would be lost as superseded.
    package func knows(_ dot: Dot) -> Bool {
        versions.contains { version in
            version.dot.actor == dot.actor && version.dot.n >= dot.n || version.past.covers(dot)
        }
    }

    /// The join. O(n log n) in versions and entries of their pasts.
    package func joined(with other: FieldState) -> FieldState {
        if self == other { return self }
        // No version's own past covers it, so what any past covers, another version's does.
        let past = pastOfAll.union(other.pastOfAll)
        let live = Set(versions).union(other.versions).filter { !past.covers($0.dot) }
        return FieldState(sorted: Self.stated(live.sorted { $0.dot < $1.dot }))
    }

    /// Without the withdrawn ones of which another copy states the value. Sorted by dot.
    private static func stated(_ versions: [Version]) -> [Version] {
        let repeated = zip(versions, versions.dropFirst()).contains { $0.dot == $1.dot }
        guard repeated else { return versions }
        let stated = versions.filter { $0.value != .withdrawn }
        let hollow = Set(stated.map { Version(dot: $0.dot, past: $0.past, value: .withdrawn) })
        return versions.filter { !hollow.contains($0) }
    }

    /// The same versions, with *withdrawn* in place of each value that is gone.
    func withdrawing(_ isGone: (Value) -> Bool) -> FieldState {
        guard versions.contains(where: { isGone($0.value) }) else { return self }
        return FieldState(
            sorted: versions.map { version in
                guard isGone(version.value) else { return version }
                return Version(dot: version.dot, past: version.past, value: .withdrawn)
            })
    }

    /// What the writers of these versions had seen, taken together.
    private var pastOfAll: VersionVector {
        versions.reduce(into: VersionVector()) { $0.formUnion($1.past) }
    }

    /// The state after a write by somebody who was shown `shown` of this field.
    ///
    /// What `shown` contains is superseded; what arrived meanwhile stays beside the new value.
    package func writing(_ value: Value, dot: Dot, shown: FieldState) -> FieldState {
        joined(with: FieldState(Version(dot: dot, past: shown.seen, value: value)))
    }

    /// Whether the state is one that writing and joining can produce.
    package func checkInvariants() -> Bool {
        guard !versions.isEmpty else { return false }
        let ordered = zip(versions, versions.dropFirst()).allSatisfy { $0.dot < $1.dot }
        let past = pastOfAll
        return ordered && !versions.contains { past.covers($0.dot) }
    }
}
