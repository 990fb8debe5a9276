/// The rollback journal of the one kind of transaction that stores make without a log: that which
/// sets the log up or takes it away. It holds the first page as it was before, which differs from the
/// page now in what tells of the log, and in nothing else.
///
/// Layout: https://www.sqlite.org/fileformat2.html#the_rollback_journal
enum ModeChangeJournal {
    /// Where the first page may differ: the two format versions, the change counter, and the counter
    /// with the version of SQLite that wrote it.
    private static let differing = [18..<20, 24..<28, 92..<100]
    private static let mark: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]

    /// Whether SQLite may play the journal beside the store back into it: it is of such a change of
    /// this very file, or there is nothing in it to be played. Throws `io` when either can't be read.
    static func isOwn(ofStoreAt path: String) throws(StoreError) -> Bool {
        let header = try StoreFile.bytes(0, 28, ofFileAt: path + "-journal", for: path)
        // Without a whole header SQLite plays nothing back; and another program may have ended it.
        guard header.count == 28, Array(header.prefix(8)) == mark else { return true }
        let (records, pages) = (number(header, at: 8), number(header, at: 16))
        let (sectorBytes, pageBytes) = (number(header, at: 20), number(header, at: 24))
        guard (512...65_536).contains(pageBytes), (28...65_536).contains(sectorBytes),
            StoreFile.size(of: path) == Int(pages) * Int(pageBytes)
        else { return false }
        if records == 0 { return true }
        guard records == 1 else { return false }
        let record = try StoreFile.bytes(
            Int(sectorBytes), 4 + Int(pageBytes), ofFileAt: path + "-journal", for: path)
        let page = try StoreFile.bytes(0, Int(pageBytes), ofFileAt: path, for: path)
        guard record.count == 4 + Int(pageBytes), number(record, at: 0) == 1,
            page.count == Int(pageBytes)
        else { return false }
        let before = Array(record.dropFirst(4))
        return page.indices.allSatisfy { place in
            page[place] == before[place] || differing.contains { $0.contains(place) }
        }
    }

    private static func number(_ bytes: [UInt8], at place: Int) -> UInt32 {
        UInt32(bytes[place..<place + 4])
    }
}
