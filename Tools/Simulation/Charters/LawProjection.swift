import Charter
import SyncCore

/// What of a record may be held under a law; all of it where there is none.
struct LawProjection {
    let digest: [UInt8]
    private var projection: SchemaProjection?

    init(onto law: Law?) {
        digest = law?.digest ?? []
        projection = law.map { SchemaProjection(onto: $0.schema) }
    }

    mutating func project(_ record: PackedRecord) -> PackedRecord? {
        projection == nil ? record : projection!.project(record)
    }
}
