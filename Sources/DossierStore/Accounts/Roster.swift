internal import Foundation
import SyncCore

/// The sealed list of the office's accounts, each with the revision of its facts, and what the
/// office decided about passwords.
///
/// The list is what lets the store notice that an account's row was added, taken away or put back
/// from before. All rows put back together with the list are what restoring a backup looks like.
///
///     roster = [1, [* [code, revision]], recoverySalt, minimumBits, userDays, administratorDays]
struct Roster: Equatable {
    var revisions: [AccountCode: UInt64] = [:]
    /// The salt of the wrapping that the recovery code opens.
    var recoverySalt: Data
    var policy = PasswordPolicy()

    private static let format: UInt64 = 1

    init(recoverySalt: Data) {
        self.recoverySalt = recoverySalt
    }

    var encoded: [UInt8] {
        var writer = CBORWriter(reserving: 64 + 32 * revisions.count)
        writer.beginArray(6)
        writer.write(unsigned: Self.format)
        writer.beginArray(revisions.count)
        for (code, revision) in revisions.sorted(by: { $0.key < $1.key }) {
            writer.beginArray(2)
            writer.write(text: code.description)
            writer.write(unsigned: revision)
        }
        writer.write(bytes: recoverySalt)
        writer.write(unsigned: UInt64(policy.minimumBits))
        writer.write(unsigned: UInt64(policy.userDays ?? 0))
        writer.write(unsigned: UInt64(policy.administratorDays ?? 0))
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        try reader.beginArray(exactly: 6)
        guard try reader.readUnsigned() == Self.format else {
            throw WireError(.unknownMessage, at: 0)
        }
        for _ in 0..<(try reader.beginArray(upTo: 1 << 16)) {
            let start = reader.offset
            try reader.beginArray(exactly: 2)
            guard let code = AccountCode(try reader.readCode().text) else {
                throw WireError(.unexpectedItem, at: start)
            }
            revisions[code] = try reader.readUnsigned()
        }
        recoverySalt = Data(try reader.readBytes(upTo: KeyWrap.saltBytes))
        policy.minimumBits = try reader.readCount(upTo: 1_000)
        policy.userDays = Self.period(try reader.readCount(upTo: 100_000))
        policy.administratorDays = Self.period(try reader.readCount(upTo: 100_000))
        try reader.expectEnd()
    }

    private static func period(_ days: Int) -> Int? { days == 0 ? nil : days }
}
