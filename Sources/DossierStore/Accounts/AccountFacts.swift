internal import Foundation
import SyncCore

/// What of an account is sealed under the office's key, as deterministic CBOR:
///
///     facts = [1, [* role], passwordDay, seenDay, mustChange, locked, seed, salt]
struct AccountFacts: Equatable {
    var roles: Set<Code>
    /// The day on which the password was set, from 1 January 1970.
    var passwordDay: Int
    /// The latest day on which the account was opened: a clock put back doesn't make a password
    /// young again.
    var seenDay: Int
    var mustChange: Bool
    /// Locked by an administrator, apart from failures.
    var isLocked: Bool
    /// The first link of the account's failures.
    var seed: Data
    /// The salt of the wrapped key: a wrapping put back from before isn't the account's.
    var salt: Data

    private static let format: UInt64 = 1
    private static let greatestDay = 1 << 20

    var encoded: [UInt8] {
        var writer = CBORWriter(reserving: 160)
        writer.beginArray(8)
        writer.write(unsigned: Self.format)
        writer.beginArray(roles.count)
        for role in roles.sorted() { writer.write(text: role.text) }
        writer.write(unsigned: UInt64(passwordDay))
        writer.write(unsigned: UInt64(seenDay))
        writer.write(mustChange)
        writer.write(isLocked)
        writer.write(bytes: seed)
        writer.write(bytes: salt)
        return writer.bytes
    }

    init(
        roles: Set<Code>, day: Int, mustChange: Bool, salt: Data,
        seed: Data = FailureChain.randomSeed()
    ) {
        self.roles = roles
        passwordDay = day
        seenDay = day
        self.mustChange = mustChange
        isLocked = false
        self.seed = seed
        self.salt = salt
    }

    init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        try reader.beginArray(exactly: 8)
        guard try reader.readUnsigned() == Self.format else {
            throw WireError(.unknownMessage, at: 0)
        }
        roles = []
        for _ in 0..<(try reader.beginArray(upTo: 1_000)) {
            roles.insert(try reader.readCode())
        }
        passwordDay = try reader.readCount(upTo: Self.greatestDay)
        seenDay = try reader.readCount(upTo: Self.greatestDay)
        mustChange = try reader.readBool()
        isLocked = try reader.readBool()
        seed = Data(try reader.readBytes(upTo: FailureChain.linkBytes))
        salt = Data(try reader.readBytes(upTo: KeyWrap.saltBytes))
        try reader.expectEnd()
    }
}
