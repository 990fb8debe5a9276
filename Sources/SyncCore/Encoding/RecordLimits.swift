/// Bounds on one record, checked on whatever comes in and on whatever a join would make.
///
/// Real contracts have a dozen registers and a handful of versions; these leave room for years of
/// editing and keep a hostile peer from making others carry more.
package enum RecordLimits {
    package static let packedBytes = 64 * 1024
    package static let registers = 256
    package static let versions = 256
    package static let actors = 1024
    package static let pastEntries = 2048
}

extension PackedRecord {
    /// Whether a peer would accept these bytes.
    package var isWithinLimits: Bool {
        byteCount <= RecordLimits.packedBytes && shape.names.count <= RecordLimits.registers
            && values.count <= RecordLimits.versions && actors.count <= RecordLimits.actors
            && shape.pastEntries <= RecordLimits.pastEntries
    }
}
