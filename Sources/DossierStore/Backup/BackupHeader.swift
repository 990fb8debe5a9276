internal import Crypto
internal import Foundation
internal import GRDB
import StoreFile
import SyncCore

/// What a backup says in clear: the salt of its key, and the office's key as each account and the
/// recovery code have it wrapped, so that the file and one of those secrets are all that it takes.
///
///     header = [salt, [* [code, salt, [log2N, block, lanes], box]], [? [salt, box]]]
struct BackupHeader {
    var salt: [UInt8]
    var accounts: [(code: AccountCode, wrap: KeyWrap)]
    var recovery: (salt: Data, box: Data)?

    static let saltBytes = 32
    static let maximumBytes = 1 << 20
    private static let maximumAccounts = 1 << 12

    /// The wrapped keys of an office as it is now, under a fresh salt.
    init(_ db: Database, path: String, using generator: inout some RandomNumberGenerator) throws {
        salt = (0..<Self.saltBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        accounts = try AccountRow.fetchAll(db, path: path).map { ($0.code, $0.wrap) }
        recovery = try Row.fetchOne(db, sql: "SELECT salt, wrapped FROM recovery").map {
            (try $0.decode(forColumn: "salt"), try $0.decode(forColumn: "wrapped"))
        }
    }

    var encoded: [UInt8] {
        var writer = CBORWriter(reserving: 256 + 160 * accounts.count)
        writer.beginArray(3)
        writer.write(bytes: salt)
        writer.beginArray(accounts.count)
        for (code, wrap) in accounts {
            writer.beginArray(4)
            writer.write(text: code.description)
            writer.write(bytes: wrap.salt)
            writer.beginArray(3)
            for number in [wrap.cost.log2N, wrap.cost.block, wrap.cost.lanes] {
                writer.write(unsigned: UInt64(number))
            }
            writer.write(bytes: wrap.box)
        }
        writer.beginArray(recovery == nil ? 0 : 1)
        if let recovery {
            writer.beginArray(2)
            writer.write(bytes: recovery.salt)
            writer.write(bytes: recovery.box)
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        try reader.beginArray(exactly: 3)
        salt = Array(try reader.readBytes(upTo: Self.saltBytes))
        accounts = []
        for _ in 0..<(try reader.beginArray(upTo: Self.maximumAccounts)) {
            accounts.append(try Self.readAccount(&reader))
        }
        if try reader.beginArray(upTo: 1) == 1 {
            try reader.beginArray(exactly: 2)
            let salt = Data(try reader.readBytes(upTo: KeyWrap.saltBytes))
            recovery = (salt, Data(try reader.readBytes(upTo: 256)))
        }
        try reader.expectEnd()
    }

    private static func readAccount(
        _ reader: inout CBORReader
    ) throws(WireError) -> (AccountCode, KeyWrap) {
        let start = reader.offset
        try reader.beginArray(exactly: 4)
        let code = AccountCode(try reader.readCode().text)
        let salt = Data(try reader.readBytes(upTo: KeyWrap.saltBytes))
        try reader.beginArray(exactly: 3)
        let cost = KeyCost(
            log2N: try reader.readCount(upTo: 64), block: try reader.readCount(upTo: 64),
            lanes: try reader.readCount(upTo: 64))
        let box = Data(try reader.readBytes(upTo: 256))
        guard let code, let cost else { throw WireError(.unexpectedItem, at: start) }
        return (code, KeyWrap(salt: salt, cost: cost, box: box))
    }
}
