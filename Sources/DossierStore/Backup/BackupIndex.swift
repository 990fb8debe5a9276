import SyncCore

/// What lies in a backup, in order: the first of what is sealed.
///
///     index = [* [name, bytes]]
struct BackupIndex {
    let files: [(name: BackupName, byteCount: Int)]

    static let maximumBytes = 1 << 16

    init(_ files: [(BackupName, Int)]) {
        self.files = files.map { (name: $0, byteCount: $1) }
    }

    var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }

    var encoded: [UInt8] {
        var writer = CBORWriter(reserving: 256)
        writer.beginArray(files.count)
        for (name, byteCount) in files {
            writer.beginArray(2)
            writer.write(text: name.description)
            writer.write(unsigned: UInt64(byteCount))
        }
        return writer.bytes
    }

    /// Refuses names that stand twice, and sizes that no file has.
    init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        var files: [(name: BackupName, byteCount: Int)] = []
        for _ in 0..<(try reader.beginArray(upTo: 256)) {
            let start = reader.offset
            try reader.beginArray(exactly: 2)
            let name = BackupName(try reader.readText(upTo: 80))
            let byteCount = try reader.readCount(upTo: 1 << 40)
            guard let name, !files.contains(where: { $0.name == name }) else {
                throw WireError(.unexpectedItem, at: start)
            }
            files.append((name, byteCount))
        }
        try reader.expectEnd()
        self.files = files
    }
}
