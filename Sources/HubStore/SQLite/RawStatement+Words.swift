import GRDB
import StoreFile
import SyncCore

extension RawStatement {
    func bind(_ id: RecordID, at index: Int32) {
        withUnsafeBytes(of: id.bits.bigEndian) { bind($0, at: index) }
    }

    /// A withdrawn value is NULL.
    func bind(_ value: Value, at index: Int32) {
        switch value {
        case .withdrawn: bind(nil as Int64?, at: index)
        case .flag(let flag): bind(flag ? 1 : 0, at: index)
        case .number(let number): bind(number, at: index)
        case .code(let code): bind(code.text, at: index)
        }
    }

    /// A number of a channel; what no channel can have reached counts as the greatest number.
    func bind(seq: UInt64, at index: Int32) {
        bind(Int64(clamping: seq), at: index)
    }

    /// A record's identifier; a column of another length is a damaged store.
    func id(_ column: Int32) throws -> RecordID {
        try withBytes(column) { bytes in
            guard bytes.count == 16 else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
            return RecordID(bits: UInt128(bigEndian: bytes.loadUnaligned(as: UInt128.self)))
        }
    }

    /// A record's audience; a column that holds none is a damaged store.
    func audience(_ column: Int32) throws -> Audience {
        guard let audience = withBytes(column, { Audience(text: $0) }) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        return audience
    }
}
