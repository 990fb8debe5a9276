import Console
import Glibc
import Testing

@Suite final class HubSecretTests {
    private let folder: String
    private var path: String { folder + "/hub.secret" }
    private static let secret = String(repeating: "0f", count: 32)

    init() throws {
        var template = Array("/tmp/secteur-secret-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        unlink(path)
        rmdir(folder)
    }

    private func write(_ text: String) throws {
        let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o644)
        try #require(descriptor >= 0)
        try #require(Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count)
        close(descriptor)
    }

    private func mode(_ path: String) throws -> mode_t {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }

    @Test func theFileHoldsOneLineThatOnlyTheOfficeMayRead() throws {
        try write(Self.secret + "\n")
        #expect(try HubSecret(file: path).text == Self.secret)
        #expect(try mode(path) == 0o600)
    }

    @Test func itIsWrittenInPlaceOfTheOneBefore() throws {
        try write(Self.secret)
        let other = String(repeating: "a1", count: 32)
        try write(other)
        let secret = try HubSecret(file: path)
        try write("something else")
        try secret.write(to: path)
        #expect(try HubSecret(file: path).text == other)
        #expect(try mode(path) == 0o600)
    }

    @Test(
        arguments: [
            "", "0f", String(repeating: "0g", count: 32), "a\r\nHost: x",
            String(repeating: "\u{ff10}", count: 21) + "0",
        ])
    func anythingElseIsRefusedAndLeftAsItIs(text: String) throws {
        try write(text)
        chmod(path, 0o644)
        #expect(throws: HubSecretRefusal.malformed(path: path)) { try HubSecret(file: path) }
        #expect(try mode(path) == 0o644)
    }

    @Test func aFolderIsRefusedAndLeftAsItIs() throws {
        chmod(folder, 0o755)
        #expect(throws: KeyFileRefusal.unreadable(path: folder)) {
            try HubSecret(file: folder)
        }
        #expect(try mode(folder) == 0o755)
    }

    @Test func aMissingFileIsSaid() throws {
        #expect(throws: HubSecretRefusal.missing(path: path)) { try HubSecret(file: path) }
        #expect(HubSecretRefusal.missing(path: path).exit == .config)
    }
}
