"""Options of ``fit_resample`` that imbalanced-learn's pipelines are to pass on."""

from typing import Any

from sklearn import get_config

from fastsmote.errors.origins import no_pipeline, no_routing, unknown_options


class RoutesOptions:
    """Mixin of all samplers, by which scikit-learn's metadata routing knows their options.

    None is passed on unless it is requested: a ``sample_weight`` that other steps of a pipeline
    request goes past a sampler, as it goes past those of imbalanced-learn.
    """

    def get_metadata_routing(self) -> Any:
        """Which options are to be passed on, for scikit-learn's metadata routing.

        Returns
        -------
        routing : MetadataRequest
            With ``fit_resample`` once imbalanced-learn is imported.
        """
        routing = super().get_metadata_routing()  # type: ignore[misc]
        if hasattr(routing, "fit_resample"):
            for name, request in list(routing.fit_resample.requests.items()):
                if request is None:  # a pipeline would refuse it to its other steps, too
                    routing.fit_resample.add_request(param=name, alias=False)
        return routing

    def set_fit_resample_request(self: Any, **requests: Any) -> Any:
        """Say which options of ``fit_resample`` a pipeline passes on when it is given them.

        scikit-learn gives samplers this method only if imbalanced-learn is imported before them.

        Parameters
        ----------
        **requests : bool or str
            Name of an option: whether to pass it on, or the name under which the pipeline gets it.
            ``sample_weight`` can be passed on to a sampler at the end of a pipeline only: in the
            middle imbalanced-learn has no place for the weights of the result.

        Returns
        -------
        self : object
            The instance itself.
        """
        if not get_config()["enable_metadata_routing"]:
            raise no_routing()
        routing = self.get_metadata_routing()
        if not hasattr(routing, "fit_resample"):
            raise no_pipeline()
        options = routing.fit_resample.requests
        if unknown := requests.keys() - options.keys():
            raise unknown_options(type(self).__name__, unknown, options)
        for name, request in requests.items():
            routing.fit_resample.add_request(param=name, alias=request)
        self._metadata_request = routing  # where scikit-learn's own methods of this kind put it
        return self
