internal import Crypto
import SyncCore

/// The sealed cover of one person's folder: the key of what lies in it, the list of what lies in
/// it, each with its revision, what the person's rights make of the whole, and who is in charge.
///
///     cover = [3, key, {* record => revision}, marks, custody]
///
/// Format 2 had no custody, format 1 no marks either.
///
/// The list is what lets the store notice that a row was put back from before or taken away. A
/// whole folder that is put back with its cover is what restoring a backup looks like, and passes.
/// Destroying the cover destroys the key: what it covered can't be read by anybody any more.
struct Cover {
    let key: SymmetricKey
    var revisions: [RecordID: UInt64]
    var marks: FolderMarks
    var custody: Custody

    private static let format: UInt64 = 3

    /// A cover with a new key and nothing beneath it.
    init(marks: FolderMarks = FolderMarks(), custody: Custody = Custody()) {
        key = SymmetricKey(size: .bits256)
        revisions = [:]
        self.marks = marks
        self.custody = custody
    }

    var encoded: [UInt8] {
        var writer = CBORWriter(reserving: 64 + 24 * revisions.count)
        writer.beginArray(5)
        writer.write(unsigned: Self.format)
        writer.write(bytes: key.withUnsafeBytes { Array($0) })
        writer.beginMap(revisions.count)
        for (id, revision) in revisions.sorted(by: { $0.key < $1.key }) {
            writer.write(id)
            writer.write(unsigned: revision)
        }
        marks.write(to: &writer)
        custody.write(to: &writer)
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        let count = try reader.beginArray(upTo: 16)
        let format = try reader.readUnsigned()
        guard (1...Self.format).contains(format), count == Int(format) + 2 else {
            throw WireError(.unknownMessage, at: 0)
        }
        key = SymmetricKey(data: Array(try reader.readBytes(upTo: 32)))
        revisions = [:]
        for _ in 0..<(try reader.beginMap(upTo: 1 << 20)) {
            let id: RecordID = try reader.readID()
            revisions[id] = try reader.readUnsigned()
        }
        marks = format < 2 ? FolderMarks() : try FolderMarks(from: &reader)
        custody = format < 3 ? Custody() : try Custody(from: &reader)
        try reader.expectEnd()
    }
}
