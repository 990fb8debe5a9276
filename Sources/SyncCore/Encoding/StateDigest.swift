/// The first eight bytes of the SHA-256 of a record's packed bytes.
///
/// It tells an office and the hub whether they hold the same state. It is a check against
/// divergence, not a signature: who may speak at all is decided elsewhere.
package struct StateDigest: Hashable, Sendable {
    package let bits: UInt64

    package init(bits: UInt64) {
        self.bits = bits
    }
}

/// The hash function that the programs pass in: all 32 bytes of SHA-256.
package typealias SHA256Function = @Sendable ([UInt8]) -> [UInt8]

extension StateDigest {
    package init(of record: PackedRecord, by sha256: SHA256Function) {
        self.init(ofBytes: record.bytes, by: sha256)
    }

    /// The digest of the record that is packed so.
    package init(ofBytes bytes: [UInt8], by sha256: SHA256Function) {
        bits = sha256(bytes).withUnsafeBytes {
            UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self))
        }
    }
}
