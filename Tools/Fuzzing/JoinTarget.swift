import Charter
package import SyncCore

/// The join of whatever decodes keeps its laws.
enum JoinTarget {
    static func run(_ bytes: [UInt8]) throws {
        var source = CBORReader(bytes)
        var reader = RecordReader()
        var records: [PackedRecord] = []
        while records.count < 3, source.remainingBytes > 0 {
            guard let record = try? reader.read(from: &source) else { break }
            records.append(record)
        }
        guard records.count >= 2, records.allSatisfy({ $0.type == records[0].type }) else { return }
        try JoinLaws { $0.joined(with: $1) }.check(records)
    }
}

/// What must hold of a join; `nil` is a contradiction: one dot that names two values.
package struct JoinLaws {
    package typealias Join = (PackedRecord, PackedRecord) -> PackedRecord?

    private let join: Join

    package init(_ join: @escaping Join) {
        self.join = join
    }

    /// Checks the laws on two or three records of one type.
    package func check(_ records: [PackedRecord]) throws {
        let (a, b) = (records[0], records[1])
        try promise(join(a, a) == a, "a join with itself changes nothing")
        let both = join(a, b)
        try promise(join(b, a) == both, "a join is the same from both sides")
        if let both {
            try promise(join(both, a) == both, "what was joined already changes nothing")
            try promise(join(both, b) == both, "what was joined already changes nothing")
            try checkNothingIsLost([a, b], in: both)
            try checkReadable(both)
            try checkProjection(a, b, both)
        }
        if let c = records.dropFirst(2).first { try checkOrder(a, b, c) }
    }

    /// A version goes only when somebody says to have seen it.
    private func checkNothingIsLost(
        _ parts: [PackedRecord], in whole: PackedRecord
    ) throws {
        let states = parts.map { $0.unpacked() }
        let joined = whole.unpacked()
        for (name, state) in states.flatMap(\.fields) {
            let pasts = states.flatMap { $0[name].versions.map(\.past) }
            for version in state.versions {
                try promise(
                    joined[name].versions.contains { $0.dot == version.dot }
                        || pasts.contains { $0.covers(version.dot) },
                    "a join loses no value that nobody has seen")
            }
        }
    }

    /// The order doesn't matter, unless somewhere on the way they contradict each other or a past is
    /// forged: one that covers a version without what that version's writer had seen.
    private func checkOrder(_ a: PackedRecord, _ b: PackedRecord, _ c: PackedRecord) throws {
        guard let left = join(a, b).flatMap({ join($0, c) }),
            let right = join(b, c).flatMap({ join(a, $0) }),
            Self.couldBeHistory([a, b, c])
        else { return }
        try promise(left == right, "the order of joins doesn't matter")
    }

    /// Whether whoever saw a version has seen all that its writer had.
    private static func couldBeHistory(_ records: [PackedRecord]) -> Bool {
        var versions: [FieldName: [Version]] = [:]
        for record in records {
            for (name, state) in record.unpacked().fields {
                versions[name, default: []] += state.versions
            }
        }
        return versions.values.allSatisfy { all in
            all.allSatisfy { later in
                all.allSatisfy { earlier in
                    !later.past.covers(earlier.dot)
                        || later.past.union(earlier.past) == later.past
                }
            }
        }
    }

    /// A peer must be able to read what a join made, or be spared it.
    private func checkReadable(_ record: PackedRecord) throws {
        guard record.isWithinLimits else { return }
        var reader = RecordReader()
        try promise((try? reader.read(record.bytes)) == record, "what was joined can be read")
        try RecordTarget.check(record)
    }

    /// Projecting what was joined is joining what was projected.
    private func checkProjection(
        _ a: PackedRecord, _ b: PackedRecord, _ both: PackedRecord
    ) throws {
        var projection = SchemaProjection(onto: FuzzCharter.small.summarySchema)
        let whole = projection.project(both)
        guard let partA = projection.project(a), let partB = projection.project(b) else {
            return try promise(whole == nil, "a type is in the charter or not")
        }
        try promise(join(partA, partB) == whole, "projecting commutes with joining")
        if let whole {
            try promise(
                FuzzCharter.small.summarySchema.check(whole).isEmpty, "what is kept may be kept")
        }
    }
}
