internal import Glibc
internal import SwiftASN1
internal import X509

/// What offices reach a hub by: a name, or a numeric address.
package struct Host: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// 4 or 16 bytes; empty for a name.
    let addressBytes: [UInt8]

    /// Takes a name such as `hub.example.org`, or an address of IPv4 or IPv6 without brackets.
    package init(_ text: String) throws(CertificateRefusal) {
        if let bytes = Self.bytes(of: text) {
            self.init(checked: bytes)
            return
        }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, labels.allSatisfy(Self.isLabel),
            // A name that ends in a number would be taken for an address.
            labels.last?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) == false
        else { throw .badHost }
        self.init(description: text.lowercased(), addressBytes: [])
    }

    init?(addressBytes: [UInt8]) {
        guard addressBytes.count == 4 || addressBytes.count == 16 else { return nil }
        self.init(checked: addressBytes)
    }

    private init(description: String, addressBytes: [UInt8]) {
        self.description = description
        self.addressBytes = addressBytes
    }

    private init(checked bytes: [UInt8]) {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(
            bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(INET6_ADDRSTRLEN))
        let shown = String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.init(description: shown, addressBytes: bytes)
    }

    private static func bytes(of text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d: true
                default: false
                }
            }
    }

    var generalName: GeneralName {
        addressBytes.isEmpty
            ? .dnsName(description) : .ipAddress(ASN1OctetString(contentBytes: addressBytes[...]))
    }
}
