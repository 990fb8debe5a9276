import DossierStore
import Foundation
import Testing

@Suite("Secrets in memory")
struct SecretBytesTests {
    @Test("equal secrets are equal, others not")
    func equality() {
        #expect(secret("abc").equals(secret("abc")))
        for other in ["abd", "ab", "abcd", ""] { #expect(!secret("abc").equals(secret(other))) }
        #expect(secret("").equals(secret("")))
    }

    @Test("their pages are left out of core dumps, and kept out of swap where the system agrees")
    func pages() throws {
        let held = secret("held")
        let address = held.withBytes { UInt(bitPattern: $0.baseAddress) }
        let file = try #require(FileHandle(forReadingAtPath: "/proc/self/smaps"))
        let maps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        let found = try #require(flags(ofMapping: address, in: maps))
        #expect(found.contains("dd"))
        #expect(!held.isLocked || found.contains("lo"))
    }

    /// What the kernel says of the mapping that holds an address.
    private func flags(ofMapping address: UInt, in maps: String) -> [Substring]? {
        var isIn = false
        for line in maps.split(separator: "\n") {
            let range = line.prefix { $0 != " " }.split(separator: "-")
            if range.count == 2, let first = UInt(range[0], radix: 16),
                let end = UInt(range[1], radix: 16)
            {
                isIn = (first..<end).contains(address)
            } else if isIn, line.hasPrefix("VmFlags:") {
                return line.dropFirst(8).split(separator: " ")
            }
        }
        return nil
    }
}
