internal import Crypto
internal import Foundation

/// Seals and opens the chunks of one backup.
///
/// The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, *Online Authenticated-Encryption
/// and its Nonce-Reuse Misuse-Resistance*, CRYPTO 2015) with AES-256-GCM, laid out as age does it:
/// the nonce is the chunk's index, and a byte that marks the last one. So a chunk that was altered,
/// left out, repeated, put elsewhere or added doesn't open, and neither does what remains of a file
/// that was cut short.
///
/// The key serves this backup alone: it is derived from the office's key with a salt that is drawn
/// for it, and with the whole header, so that a header of another doesn't open anything.
struct BackupCipher {
    static let mark = Array("secteur-backup-1".utf8)
    static let chunkBytes = 1 << 16
    static let tagBytes = 16

    private let key: SymmetricKey

    init(_ officeKey: OfficeKey, header: [UInt8], salt: [UInt8]) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: officeKey.key, salt: salt, info: Data(Self.mark + header),
            outputByteCount: 32)
    }

    func seal(_ chunk: some DataProtocol, index: UInt64, isLast: Bool) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(chunk, using: key, nonce: Self.nonce(index, isLast))
            return [UInt8](box.ciphertext) + [UInt8](box.tag)
        } catch {
            fatalError("a 256-bit key seals: \(error)")
        }
    }

    /// `nil` when it isn't that chunk of this backup.
    func open(_ sealed: [UInt8], index: UInt64, isLast: Bool) -> [UInt8]? {
        guard sealed.count > Self.tagBytes,
            let box = try? AES.GCM.SealedBox(
                nonce: Self.nonce(index, isLast), ciphertext: sealed.dropLast(Self.tagBytes),
                tag: sealed.suffix(Self.tagBytes)),
            let opened = try? AES.GCM.open(box, using: key)
        else { return nil }
        return [UInt8](opened)
    }

    private static func nonce(_ index: UInt64, _ isLast: Bool) -> AES.GCM.Nonce {
        let counter = withUnsafeBytes(of: index.bigEndian) { Array($0) }
        do {
            return try AES.GCM.Nonce(data: [0, 0, 0] + counter + [isLast ? 1 : 0])
        } catch {
            fatalError("twelve bytes are a nonce: \(error)")
        }
    }
}
