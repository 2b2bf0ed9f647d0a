package cadenza.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The HTTP interface; resources and providers are found by their annotations. */
@ApplicationPath("/v1")
public class CadenzaApi extends Application {}
