internal import Crypto
internal import CryptoExtras
internal import Foundation

/// The office's key, sealed under a key that is derived from an account's password by scrypt.
///
/// Account, salt and cost are authenticated with it: moved to another account, or with its cost
/// edited, it doesn't open.
package struct KeyWrap: Sendable {
    static let saltBytes = 16

    let salt: Data
    let cost: KeyCost
    let box: Data

    /// Takes as long as `cost` says.
    init(_ key: OfficeKey, for account: AccountCode, password: SecretBytes, cost: KeyCost) {
        salt = Self.randomSalt()
        self.cost = cost
        let derived = Self.derive(password, salt: salt, cost: cost)
        let context = Self.context(account, salt, cost)
        box = Seal.wrap(key.bytes, under: derived, context: context)
    }

    /// As a row holds it.
    init(salt: Data, cost: KeyCost, box: Data) {
        self.salt = salt
        self.cost = cost
        self.box = box
    }

    /// The office's key; `nil` when the password is another, or something was altered. Takes as
    /// long as the cost says.
    func open(for account: AccountCode, password: SecretBytes) -> OfficeKey? {
        let derived = Self.derive(password, salt: salt, cost: cost)
        return Seal.unwrap(box, under: derived, context: Self.context(account, salt, cost))
            .flatMap(OfficeKey.init)
    }

    static func randomSalt() -> Data {
        var generator = SystemRandomNumberGenerator()
        return Data((0..<saltBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    private static func derive(_ password: SecretBytes, salt: Data, cost: KeyCost) -> SymmetricKey {
        do {
            return try password.withBytes {
                try KDF.Scrypt.deriveKey(
                    from: $0, salt: salt, outputByteCount: OfficeKey.byteCount,
                    rounds: 1 << cost.log2N, blockSize: cost.block, parallelism: cost.lanes)
            }
        } catch {
            fatalError("scrypt has the memory that its cost asks for: \(error)")
        }
    }

    private static func context(_ account: AccountCode, _ salt: Data, _ cost: KeyCost) -> [UInt8] {
        Seal.context(
            "account-key", account.description, Array(salt),
            [cost.log2N, cost.block, cost.lanes].map(UInt8.init))
    }
}
