/// One digest for many records: equal at an office and at the hub when both hold the same states.
///
/// `d(0)` is 32 zero bytes, and `d(i) = SHA-256(d(i - 1) ‖ id(i) ‖ SHA-256(packed state(i)))` over the
/// records in ascending order of their identifiers. Memory is constant.
package struct PartDigest {
    package private(set) var bytes = [UInt8](repeating: 0, count: 32)
    private let sha256: SHA256Function

    package init(sha256: @escaping SHA256Function) {
        self.sha256 = sha256
    }

    /// Adds the next record; identifiers must ascend.
    package mutating func add(_ id: RecordID, packed state: [UInt8]) {
        bytes = sha256(bytes + id.bytes + sha256(state))
    }
}
