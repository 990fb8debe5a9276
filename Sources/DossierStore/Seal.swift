internal import Crypto
internal import Foundation
import SyncCore

/// Opens and closes AES-GCM boxes that are bound to their place.
enum Seal {
    /// What a box belongs to. It is authenticated with the contents, so a box that was put in
    /// another row, in another table, or back from an older revision of its row doesn't open.
    struct Place {
        let table: StaticString
        let id: RecordID
        let person: RecordID
        let type: String
        let revision: UInt64

        var bytes: [UInt8] {
            var writer = CBORWriter(reserving: 80)
            writer.beginArray(5)
            writer.write(text: table.description)
            writer.write(id)
            writer.write(person)
            writer.write(text: type)
            writer.write(unsigned: revision)
            return writer.bytes
        }
    }

    /// Nonce, ciphertext and tag under a fresh random nonce.
    static func close(_ plaintext: [UInt8], under key: SymmetricKey, in place: Place) -> Data {
        do {
            let box = try AES.GCM.seal(plaintext, using: key, authenticating: place.bytes)
            guard let combined = box.combined else { fatalError("a nonce of 12 bytes combines") }
            return combined
        } catch {
            fatalError("a 256-bit key seals: \(error)")
        }
    }

    static func open(
        _ box: Data, under key: SymmetricKey, in place: Place
    ) throws(DossierError) -> [UInt8] {
        do {
            let sealed = try AES.GCM.SealedBox(combined: box)
            return [UInt8](try AES.GCM.open(sealed, using: key, authenticating: place.bytes))
        } catch {
            throw DossierError(.sealBroken, at: place.id.description)
        }
    }

    // MARK: Keys

    /// Seals a key or secret that is bound to `context`.
    static func wrap(
        _ secret: SecretBytes, under key: SymmetricKey, context: [UInt8]
    ) -> Data {
        do {
            let box = try secret.withBytes {
                try AES.GCM.seal($0, using: key, authenticating: context)
            }
            guard let combined = box.combined else { fatalError("a nonce of 12 bytes combines") }
            return combined
        } catch {
            fatalError("a 256-bit key seals: \(error)")
        }
    }

    /// The secret; `nil` when the key or the context is another, or the box was altered. The
    /// decrypter's own copy is overwritten.
    static func unwrap(
        _ box: Data, under key: SymmetricKey, context: [UInt8]
    ) -> SecretBytes? {
        guard let sealed = try? AES.GCM.SealedBox(combined: box),
            var opened = try? AES.GCM.open(sealed, using: key, authenticating: context)
        else { return nil }
        defer { opened.resetBytes(in: opened.startIndex..<opened.endIndex) }
        return opened.withUnsafeBytes { SecretBytes(copying: $0) }
    }

    /// What a wrapped key is bound to, unambiguously.
    static func context(_ kind: StaticString, _ name: String, _ parts: [UInt8]...) -> [UInt8] {
        var writer = CBORWriter(reserving: 80)
        writer.beginArray(2 + parts.count)
        writer.write(text: kind.description)
        writer.write(text: name)
        for part in parts { writer.write(bytes: part) }
        return writer.bytes
    }
}
