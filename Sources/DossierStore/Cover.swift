internal import Crypto
import SyncCore

/// The sealed cover of one person's folder: the key of what lies in it, and the list of what lies
/// in it, each with its revision.
///
/// The list is what lets the store notice that a row was put back from before or taken away. A
/// whole folder that is put back with its cover is what restoring a backup looks like, and passes.
/// Destroying the cover destroys the key: what it covered can't be read by anybody any more.
struct Cover {
    let key: SymmetricKey
    var revisions: [RecordID: UInt64]

    private static let format: UInt64 = 1

    init() {
        key = SymmetricKey(size: .bits256)
        revisions = [:]
    }

    var encoded: [UInt8] {
        var writer = CBORWriter(reserving: 48 + 24 * revisions.count)
        writer.beginArray(3)
        writer.write(unsigned: Self.format)
        writer.write(bytes: key.withUnsafeBytes { Array($0) })
        writer.beginMap(revisions.count)
        for (id, revision) in revisions.sorted(by: { $0.key < $1.key }) {
            writer.write(id)
            writer.write(unsigned: revision)
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        try reader.beginArray(exactly: 3)
        guard try reader.readUnsigned() == Self.format else {
            throw WireError(.unknownMessage, at: 0)
        }
        key = SymmetricKey(data: Array(try reader.readBytes(upTo: 32)))
        revisions = [:]
        for _ in 0..<(try reader.beginMap(upTo: 1 << 20)) {
            let id: RecordID = try reader.readID()
            revisions[id] = try reader.readUnsigned()
        }
        try reader.expectEnd()
    }
}
