internal import SwiftASN1

/// Reads and writes PEM (RFC 7468) of a bounded size.
enum PEM {
    /// Larger than any of ours, which have less than two kilobytes.
    static let limitBytes = 16 << 10

    /// The DER of each part, in order. Throws unless the parts are exactly of these types.
    static func parts(
        of text: String, types: [String]
    ) throws(CertificateRefusal) -> [[UInt8]] {
        guard text.utf8.count <= limitBytes * types.count,
            let documents = try? PEMDocument.parseMultiple(pemString: text),
            documents.map(\.discriminator) == types
        else { throw .malformed }
        return documents.map(\.derBytes)
    }

    static func part(of text: String, type: String) throws(CertificateRefusal) -> [UInt8] {
        try parts(of: text, types: [type])[0]
    }

    /// With a line end at its end.
    static func text(_ type: String, _ der: [UInt8]) -> String {
        PEMDocument(type: type, derBytes: der).pemString + "\n"
    }
}
