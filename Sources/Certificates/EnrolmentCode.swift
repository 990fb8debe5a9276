internal import Crypto

/// A one-time code that lets one machine of an office join a hub: read out, typed or pasted.
///
/// It carries 128 bits of the authority's fingerprint, by which the office knows the hub before it says
/// anything; 128 bits of secret, by which the hub knows the office; and 24 bits of a checksum against
/// typing errors. The hub keeps a hash of the secret alone. Never logged.
package struct EnrolmentCode: Sendable, Equatable {
    static let prefixBytes = 16
    static let secretBytes = 16
    static let checkBytes = 3
    /// What is typed, spaces and hyphens included, can't be longer.
    package static let limitCharacters = 200
    /// For how long a code is good.
    package static let lifetimeSeconds: Int64 = 72 * 3600

    /// The first half of the authority's fingerprint.
    let authorityPrefix: [UInt8]
    /// What the hub knows the office by.
    package let secret: [UInt8]

    /// Draws a new code for a hub with this authority.
    package init(
        for authority: KeyFingerprint, using generator: inout some RandomNumberGenerator
    ) {
        authorityPrefix = Array(authority.bytes.prefix(Self.prefixBytes))
        secret = (0..<Self.secretBytes).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
    }

    /// Reads a code as a person may type it: in either case, with or without spaces and hyphens.
    package init(_ text: String) throws(EnrolmentCodeRefusal) {
        guard text.utf8.count <= Self.limitCharacters else { throw .otherLength }
        let symbols = text.utf8.filter { ![0x20, 0x09, 0x0a, 0x0d, 0x2d].contains($0) }
        let count = Self.prefixBytes + Self.secretBytes + Self.checkBytes
        guard symbols.count == count * 8 / 5 else { throw .otherLength }
        guard let bytes = CrockfordBase32.decode(symbols) else { throw .otherCharacter }
        let content = Array(bytes.dropLast(Self.checkBytes))
        guard Self.check(content) == bytes.suffix(Self.checkBytes) else { throw .mistyped }
        authorityPrefix = Array(content.prefix(Self.prefixBytes))
        secret = Array(content.dropFirst(Self.prefixBytes))
    }

    /// Eight groups of seven symbols, joined by hyphens.
    package var text: String {
        let content = authorityPrefix + secret
        let symbols = Array(CrockfordBase32.encode(content + Self.check(content)))
        return stride(from: 0, to: symbols.count, by: 7)
            .map { String(symbols[$0..<$0 + 7]) }.joined(separator: "-")
    }

    /// What the hub keeps of the code.
    package var secretDigest: [UInt8] { Array(SHA256.hash(data: secret)) }

    /// Whether the hub with this authority made the code.
    package func isOf(_ authority: KeyFingerprint) -> Bool {
        let pairs = zip(authority.bytes, authorityPrefix)
        return pairs.reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func check(_ content: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: content).prefix(checkBytes))
    }
}
