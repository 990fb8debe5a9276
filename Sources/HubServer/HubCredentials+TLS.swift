import Certificates
import NIOSSL

extension HubCredentials {
    /// TLS 1.3 alone. A client may come without a certificate, since enrolment must; one that it
    /// shows is checked against this hub's authority and no other.
    func context() throws -> NIOSSLContext {
        func certificate(_ issued: IssuedCertificate) throws -> NIOSSLCertificate {
            try NIOSSLCertificate(bytes: issued.der, format: .der)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try certificate(serverCertificate))],
            privateKey: .privateKey(
                try NIOSSLPrivateKey(bytes: Array(serverKey.pem.utf8), format: .pem)))
        configuration.minimumTLSVersion = .tlsv13
        configuration.trustRoots = .certificates([try certificate(authority.certificate)])
        configuration.certificateVerification = .optionalVerification
        configuration.applicationProtocols = ["http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }
}
